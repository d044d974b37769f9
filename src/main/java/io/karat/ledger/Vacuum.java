package io.karat.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Has the database look through the tables that a large load filled, and count them, as part of the load. By itself it does
 * so some time later, for minutes, just when the next load or the next record comes; and until it did, whoever is the first
 * to read a page has to mark what is valid in it and to write it again.
 */
final class Vacuum {

    private static final Logger LOG = Logger.getLogger(Vacuum.class);

    /** What a load fills: each list by a connection of its own, so that all take about as long. */
    private static final List<List<String>> FILLED = List.of(
            List.of("source_record", "source_record_version", "link"),
            List.of("golden_payload", "golden_version", "golden_record", "golden_lineage", "quality_finding"));

    /** With less than a fifth more the tables are much as they were. */
    private static final int PARTS = 5;

    private final DataSource database;
    private final int fewest;

    /** @param fewest records of a load that is worth it */
    Vacuum(DataSource database, int fewest) {
        this.database = database;
        this.fewest = fewest;
    }

    /**
     * Returns when the tables are looked through, at once where the load is too small for that. What goes wrong is left to the
     * database's own vacuum.
     *
     * @param landed records of the load
     * @param all records that the hub holds with them
     */
    void after(int landed, int all) {
        if (landed < fewest || landed < all / PARTS) {
            return;
        }
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            FILLED.forEach(tables -> connections.execute(() -> vacuum(tables)));
        }
    }

    private void vacuum(List<String> tables) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze, skip_locked) " + String.join(", ", tables));
        } catch (SQLException e) {
            LOG.warnf("after a load, %s could not be vacuumed (SQL state %s)", tables, e.getSQLState());
        }
    }
}
