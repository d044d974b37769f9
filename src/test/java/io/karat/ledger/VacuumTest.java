package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** After a large load the database knows its tables; after a small one it is left alone. */
class VacuumTest {

    @Test
    void tablesAreCountedAfterALoadThatIsLargeForTheHub() {
        try (Lab lab = Lab.fresh()) {
            lab.load(NewcomersTest.records(new SplittableRandom(3), 40));
            int records = lab.writer().size();
            Vacuum vacuum = new Vacuum(lab.database, 30);

            vacuum.after(29, records);
            vacuum.after(30, 5 * 31);
            assertThat(lab.strings(counted("source_record")))
                    .as("too few for it")
                    .containsExactly("-1");

            vacuum.after(records, records);
            assertThat(lab.strings(counted("source_record"))).containsExactly(String.valueOf(records));
            assertThat(lab.strings("select relallvisible = relpages and relpages > 0 from pg_class"
                            + " where oid = 'golden_payload'::regclass"))
                    .as("all pages are marked")
                    .containsExactly("t");
        }
    }

    @Test
    void aDatabaseThatRefusesDoesNotFailTheLoad() throws SQLException {
        try (Lab lab = Lab.fresh()) {
            try (Connection connection = lab.database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table link rename to link_of_before");
            }

            new Vacuum(lab.database, 1).after(10, 10);

            assertThat(lab.strings(counted("source_record")))
                    .as("beside the one refused")
                    .containsExactly("-1");
            assertThat(lab.strings(counted("golden_record"))).containsExactly("0");
        }
    }

    private static String counted(String table) {
        return "select reltuples::bigint from pg_class where oid = '" + table + "'::regclass";
    }
}
