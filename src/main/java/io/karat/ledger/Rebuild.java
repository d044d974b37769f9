package io.karat.ledger;

import io.karat.standardise.Features;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything that is derived for one ledger afresh from the database while the hub works: piece by piece between
 * two batches, so that searches always find a whole index and no record waits longer than one piece takes.
 */
final class Rebuild {

    private static final int PIECE = 500;

    private final Ledger ledger;
    private final DataSource database;
    private final Consumer<Reindex.Progress> progress;

    Rebuild(Ledger ledger, DataSource database, Consumer<Reindex.Progress> progress) {
        this.ledger = ledger;
        this.database = database;
        this.progress = progress;
    }

    void run() {
        Writer writer = ledger.writer();
        String entity = writer.setting().type().name();
        AtomicInteger total = new AtomicInteger(PIECE);
        for (int from = 0; from < total.get(); from += PIECE) {
            int start = from;
            ledger.between(() -> total.set(piece(writer, start))).join();
            progress.accept(new Reindex.Progress(entity, Math.min(from + PIECE, total.get()), total.get(), "running"));
        }
        ledger.between(writer::idle).join();
        progress.accept(new Reindex.Progress(entity, total.get(), total.get(), "done"));
    }

    /** The ordinals from {@code start} on; returns how many there are in all. */
    private int piece(Writer writer, int start) {
        try (Connection connection = database.getConnection()) {
            // What a load put off is added, not replaced: it must be there before it is renewed.
            writer.derived().catchUp();
            records(connection, writer, start);
            SearchEntries.foundedBy(
                    connection,
                    writer.setting().type(),
                    writer.setting().inspector().rulebook(),
                    writer.derived().search(),
                    start,
                    start + PIECE);
            return total(connection, writer.setting().type().name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while search caught up", e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private static void records(Connection connection, Writer writer, int start) throws SQLException {
        Map<Integer, Features> stored = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("select ordinal, features from source_record"
                + " where entity = ? and ordinal >= ? and ordinal < ? and state = 1")) {
            query.setString(1, writer.setting().type().name());
            query.setInt(2, start);
            query.setInt(3, start + PIECE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getInt(1), Features.decode(rows.getBytes(2)));
                }
            }
        }
        for (int ordinal = start; ordinal < start + PIECE; ordinal++) {
            @Nullable Features features = stored.get(ordinal);
            if (features != null || writer.derived().features().get(ordinal) != null) {
                writer.derived().put(ordinal, features);
            }
        }
    }

    private static int total(Connection connection, String entity) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select next_ordinal from ledger where entity = ?")) {
            query.setString(1, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }
}
