package io.karat.publish;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All versions of golden records of an entity type, in the order of {@code seq}, without gaps: the ledger's commits are
 * serial, so whatever is visible is a prefix.
 */
@Singleton
public final class Feed {

    public static final int LARGEST_PAGE = 1000;

    private final Database database;
    private final Cursors cursors;

    Feed(Database database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /**
     * The next events after a cursor.
     *
     * @param cursor null to read from the first event
     * @param limit 1 to {@link #LARGEST_PAGE}
     */
    public FeedReading read(String entity, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + LARGEST_PAGE + " events, not " + limit);
        }
        return database.transaction(connection -> read(connection, entity, cursor, limit));
    }

    private FeedReading read(Connection connection, String entity, @Nullable String cursor, int limit)
            throws SQLException {
        Cursors.Place from = new Cursors.Place(entity, 0, Fingerprint.START);
        if (cursor != null) {
            Optional<Cursors.Place> place = cursors.read(cursor);
            if (place.isEmpty() || !place.get().entity().equals(entity)) {
                return new FeedReading.Unreadable();
            }
            from = place.get();
            if (!stands(connection, from)) {
                return new FeedReading.Gone();
            }
        }
        List<CloudEvent> events = after(connection, entity, from.seq(), limit).stream()
                .map(CloudEvent::of)
                .toList();
        return new FeedReading.Page(events, events.isEmpty() ? cursors.write(from) : cursorAfter(events.getLast()));
    }

    /** Where somebody stands who has read up to this event. */
    public String cursorAfter(CloudEvent event) {
        Fingerprint read = Fingerprint.of(UUID.fromString(event.subject()), event.version(), event.time());
        return cursors.write(new Cursors.Place(event.entity(), event.seq(), read));
    }

    /** Where somebody stands who has read everything there is. */
    static Cursors.Place end(Connection connection, String entity) throws SQLException {
        long seq = last(connection, entity);
        return new Cursors.Place(entity, seq, fingerprint(connection, entity, seq));
    }

    /** The {@code seq} of the last event there is; 0 before the first. */
    static long last(Connection connection, String entity) throws SQLException {
        return Database.list(connection, "select seq from ledger where entity = ?", row -> row.getLong("seq"), entity)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /** The {@code seq} a cursor stands at; empty when it does not belong to this feed as it is now. */
    Optional<Long> seq(String entity, String cursor) {
        return database.transaction(connection -> {
            Optional<Cursors.Place> place =
                    cursors.read(cursor).filter(p -> p.entity().equals(entity));
            boolean good = place.isPresent() && stands(connection, place.get());
            return good ? place.map(Cursors.Place::seq) : Optional.<Long>empty();
        });
    }

    private static List<GoldenEvent> after(Connection connection, String entity, long seq, int limit)
            throws SQLException {
        return Database.list(
                connection,
                "select " + GoldenEvent.COLUMNS + " from " + GoldenEvent.TABLES
                        + " where v.entity = ? and v.seq > ? order by v.seq limit ?",
                GoldenEvent::of,
                entity,
                seq,
                limit);
    }

    private static boolean stands(Connection connection, Cursors.Place place) throws SQLException {
        return place.read().equals(fingerprint(connection, place.entity(), place.seq()));
    }

    private static Fingerprint fingerprint(Connection connection, String entity, long seq) throws SQLException {
        return Database.list(
                        connection,
                        "select golden_id, version, at from golden_version where entity = ? and seq = ?",
                        row -> Fingerprint.of(
                                Statements.uuid(row, "golden_id"),
                                row.getInt("version"),
                                Statements.instant(row, "at")),
                        entity,
                        seq)
                .stream()
                .findFirst()
                .orElse(Fingerprint.START);
    }
}
