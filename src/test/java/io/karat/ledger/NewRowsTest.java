package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewRowsTest {

    private static final String[] COLUMNS = {"n", "t", "jb", "j", "b", "i2", "i8", "f4", "u", "at", "i4s"};

    private static final String TABLE = """
            create temporary table copied (n int4, t text, jb jsonb, j json, b bytea, i2 int2, i8 int8, f4 float4, u uuid,
                at timestamptz, i4s int4[])
            """;

    /** One is inserted, a few in one statement, more are copied: what comes to stand is the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 32, 33, 200})
    void howeverManyRowsTheyStandAsTheyWereGiven(int count) throws SQLException {
        Lab lab = Lab.fresh();
        try (Connection connection = lab.database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(TABLE);
            NewRows rows = new NewRows("copied", COLUMNS);
            for (int n = 0; n < count; n++) {
                append(rows.row(), n);
            }
            Writes writes = new Writes(connection);
            rows.send(writes);
            writes.send();
            assertThat(stored(statement)).isEqualTo(expected(statement, count));
            connection.rollback();
        } finally {
            lab.close();
        }
    }

    /** What is sent later comes after what was added before, in the order of the statements. */
    @Test
    void rowsAndOtherStatementsKeepTheirOrder() throws SQLException {
        Lab lab = Lab.fresh();
        try (Connection connection = lab.database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(TABLE);
            Writes writes = new Writes(connection);
            for (int count : new int[] {3, 1, 40, 2}) {
                NewRows rows = new NewRows("copied", "n", "t");
                for (int n = 0; n < count; n++) {
                    rows.row().int4(n).text("before");
                }
                rows.send(writes);
                writes.add(
                        "update copied set t = coalesce(t, '') || ?",
                        List.of((update, at) -> update.setString(at, "+" + count)));
            }
            writes.send();
            List<String> found = new ArrayList<>();
            try (ResultSet texts = statement.executeQuery("select t, count(*) from copied group by t order by 2, t")) {
                while (texts.next()) {
                    found.add(texts.getString(1) + " " + texts.getInt(2));
                }
            }
            assertThat(found).containsExactly("before+1+40+2 1", "before+2 2", "before+3+1+40+2 3", "before+40+2 40");
            connection.rollback();
        } finally {
            lab.close();
        }
    }

    /** Every third row is of nothing, and among the others are values that a text form might lose. */
    private static void append(NewRows row, int n) {
        boolean some = n % 3 != 1;
        row.int4(n)
                .text(some ? text(n) : null)
                .jsonb(some ? "{\"a\": \"" + n + "\"}" : null)
                .json(some ? ("[\"" + n + " \u00fc\"]").getBytes(StandardCharsets.UTF_8) : null)
                .binary(some ? bytes(n) : null)
                .int2(n - 100)
                .int8(Long.MIN_VALUE + n)
                .float4(n / 3f)
                .uuid(some ? new UUID(n, -n) : null)
                .time(some ? time(n) : null)
                .int4s(n % 2 == 0 ? new int[0] : new int[] {n, -n});
    }

    private static String text(int n) {
        return "{\"," + n + "\\'} null \u00e4\ud83d\ude00\n\t";
    }

    private static byte[] bytes(int n) {
        return n == 0 ? new byte[0] : new byte[] {(byte) n, 0, '\\', (byte) 0xff};
    }

    private static Instant time(int n) {
        return switch (n % 4) {
            case 0 -> Instant.parse("-0044-03-15T10:00:00.000001Z");
            case 2 -> Instant.parse("+12345-12-31T23:59:59.999999Z");
            default -> Instant.parse("2026-11-28T01:02:03.123456789Z").plusSeconds(n);
        };
    }

    private static List<String> stored(Statement statement) throws SQLException {
        return rows(statement, "select copied::text from copied order by n");
    }

    /** The same rows, each by a statement of literals alone. */
    private static List<String> expected(Statement statement, int count) throws SQLException {
        statement.execute("truncate copied");
        for (int n = 0; n < count; n++) {
            boolean some = n % 3 != 1;
            String at = switch (n % 4) {
                case 0 -> "'0045-03-15 10:00:00.000001+00 BC'";
                case 2 -> "'12345-12-31 23:59:59.999999+00'";
                default -> "timestamptz '2026-11-28 01:02:03.123456+00' + interval '" + n + " seconds'";
            };
            statement.execute("insert into copied values (" + n + ", "
                    + (some ? "'" + text(n).replace("'", "''") + "'" : "null") + ", "
                    + (some ? "'{\"a\": \"" + n + "\"}'" : "null") + ", "
                    + (some ? "'[\"" + n + " \u00fc\"]'" : "null") + ", "
                    + (some ? n == 0 ? "''" : "decode('" + "%02x".formatted(n & 0xff) + "005cff', 'hex')" : "null")
                    + ", "
                    + (n - 100) + ", -9223372036854775808 + " + n + ", " + n / 3f + "::float4, "
                    + (some ? "'" + new UUID(n, -n) + "'" : "null") + ", " + (some ? at : "null") + ", "
                    + (n % 2 == 0 ? "'{}'" : "'{" + n + "," + -n + "}'") + ")");
        }
        return stored(statement);
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
