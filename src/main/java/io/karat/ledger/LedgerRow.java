package io.karat.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The ledger's row of one entity type: lock, fence and counters in one. Every transaction of a writer begins with it. A
 * commit whose answer was lost is resolved by the batch id that it holds.
 */
final class LedgerRow {

    private static final Logger LOG = Logger.getLogger(LedgerRow.class);

    /** Another writer has taken over: nothing may be written any more. */
    static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fenced(String entity) {
            super("fenced: " + entity);
        }
    }

    private final DataSource database;
    private final String entity;
    private final long epoch;

    LedgerRow(DataSource database, String entity, long epoch) {
        this.database = database;
        this.entity = entity;
        this.epoch = epoch;
    }

    /** @throws Fenced when the row is of another epoch */
    Counters begin(Connection connection, UUID batchId) throws SQLException {
        // What a batch asks it asks again and again: planning it costs more than a plan for just these values gains.
        String sql = """
                set local plan_cache_mode = force_generic_plan;
                update ledger set batch = batch + 1, batch_id = ?, committed_at = now()
                where entity = ? and epoch = ? returning batch, seq, next_ordinal
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, batchId);
            update.setString(2, entity);
            update.setLong(3, epoch);
            update.execute();
            update.getMoreResults();
            try (ResultSet rows = update.getResultSet()) {
                if (!rows.next()) {
                    throw new Fenced(entity);
                }
                return new Counters(rows.getLong(1), rows.getLong(2), rows.getInt(3));
            }
        }
    }

    /**
     * Keeps the counters and ends the transaction, in one round trip.
     *
     * @param writes what is to be written before, with it
     */
    void commit(Writes writes, UUID batchId, Counters counters) throws SQLException {
        try {
            writes.add(
                    "update ledger set seq = ?, next_ordinal = ? where entity = ?",
                    List.of(
                            (update, at) -> update.setLong(at, counters.seq()),
                            (update, at) -> update.setInt(at, counters.nextOrdinal()),
                            (update, at) -> update.setString(at, entity)));
            writes.add("commit", List.of());
            writes.send();
        } catch (SQLException e) {
            if (!Outage.passes(e) || !isCommitted(batchId)) {
                throw e;
            }
        }
    }

    /** After a lost answer: the batch id tells whether the commit happened. */
    private boolean isCommitted(UUID batchId) throws SQLException {
        try (Connection again = database.getConnection();
                PreparedStatement query = again.prepareStatement("select batch_id from ledger where entity = ?")) {
            query.setString(1, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && batchId.equals(rows.getObject(1, UUID.class));
            }
        }
    }

    static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("rollback failed (SQL state %s): the connection is gone", e.getSQLState());
        }
    }
}
