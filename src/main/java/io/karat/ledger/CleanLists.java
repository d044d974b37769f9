package io.karat.ledger;

import io.karat.cluster.UnionFind;
import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Checks that golden records hold one record of each source, where sources are clean lists. */
final class CleanLists {

    private CleanLists() {}

    private record Twice(UUID golden, String source, int ordinal) {}

    /** Records of sources that one golden record holds more than once. */
    private static final String TWICE = """
            select r.golden_id, r.source, r.ordinal from source_record r
            join (select golden_id, source from source_record where entity = ? and state = 1
                group by golden_id, source having count(*) > 1) t
            on t.golden_id = r.golden_id and t.source = r.source
            where r.entity = ? and r.state = 1 order by r.golden_id, r.source, r.ordinal
            """;

    private static final String SAME = """
            select left_records || right_records from decision
            where entity = ? and released_at is null and verdict = 'same'
            """;

    private static final String ASKED = """
            select left_golden from review where entity = ? and state = 'open' and kind = 'split'
            """;

    /**
     * Ids of golden records that hold two records of one source which no decisions hold together, and about whose split
     * nobody is asked.
     */
    static List<String> broken(EntityType type, DataSource database) {
        List<Twice> twice = Rows.read(
                database,
                TWICE,
                (connection, statement) -> {
                    statement.setString(1, type.name());
                    statement.setString(2, type.name());
                },
                rows -> new Twice(rows.getObject(1, UUID.class), rows.getString(2), rows.getInt(3)));
        if (twice.isEmpty()) {
            return List.of();
        }
        List<Integer[]> decided =
                of(type, database, SAME, rows -> (Integer[]) rows.getArray(1).getArray());
        int highest = Stream.concat(
                        twice.stream().map(Twice::ordinal), decided.stream().flatMap(Arrays::stream))
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        UnionFind same = new UnionFind(highest + 1);
        for (Integer[] set : decided) {
            Arrays.stream(set).forEach(ordinal -> same.union(set[0], ordinal));
        }
        Set<UUID> asked = Set.copyOf(of(type, database, ASKED, rows -> rows.getObject(1, UUID.class)));
        Map<String, Integer> first = new HashMap<>();
        Set<String> broken = new LinkedHashSet<>();
        for (Twice record : twice) {
            Integer known = first.putIfAbsent(record.golden + " " + record.source, record.ordinal);
            if (known != null && same.find(known) != same.find(record.ordinal) && !asked.contains(record.golden)) {
                broken.add(record.golden.toString());
            }
        }
        return List.copyOf(broken);
    }

    private static <T> List<T> of(EntityType type, DataSource database, String sql, Rows.Mapping<T> mapping) {
        return Rows.read(database, sql, (connection, statement) -> statement.setString(1, type.name()), mapping);
    }
}
