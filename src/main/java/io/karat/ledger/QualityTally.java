package io.karat.ledger;

import io.karat.model.EntityType;
import io.karat.quality.Marks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** Counts afresh what the ledger keeps as a tally of golden records. */
final class QualityTally {

    private QualityTally() {}

    /** How the tally and the count differ, in words; empty when they agree. */
    static List<String> broken(EntityType type, DataSource database) {
        List<String> kept = Rows.read(
                database,
                "select records, applied, failed from quality_day where entity = ? and source = '' order by day desc limit 1",
                (connection, statement) -> statement.setString(1, type.name()),
                row -> row.getLong(1) + " " + trimmed((Long[]) row.getArray(2).getArray()) + " "
                        + trimmed((Long[]) row.getArray(3).getArray()));
        String counted = counted(type, database);
        String told = kept.isEmpty() ? "0 [] []" : kept.getFirst();
        return told.equals(counted) ? List.of() : List.of("kept " + told + ", counted " + counted);
    }

    private static String counted(EntityType type, DataSource database) {
        List<Marks> all = Rows.read(
                database,
                "select quality from golden_record where entity = ? and state = 1 and quality is not null",
                (connection, statement) -> statement.setString(1, type.name()),
                row -> Marks.of(row.getBytes(1)));
        int numbers = all.stream().mapToInt(Marks::size).max().orElse(0);
        Long[] applied = new Long[numbers];
        Long[] failed = new Long[numbers];
        for (int number = 0; number < numbers; number++) {
            int check = number;
            applied[number] = all.stream().filter(marks -> marks.applied(check)).count();
            failed[number] = all.stream().filter(marks -> marks.failed(check)).count();
        }
        return all.size() + " " + trimmed(applied) + " " + trimmed(failed);
    }

    private static List<Long> trimmed(Long[] counts) {
        List<Long> list = new ArrayList<>(Arrays.asList(counts));
        while (!list.isEmpty() && list.getLast() == 0) {
            list.removeLast();
        }
        return list;
    }
}
