package io.karat.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pinned values, within one transaction. */
final class PinStore {

    private final Connection connection;
    private final String entity;

    PinStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    void pin(Command.PinValue pin, UUID id, Instant now) throws SQLException {
        SortedMap<String, List<String>> values = new TreeMap<>(Map.of(pin.attribute(), pin.values()));
        pin(
                new Command.Edit(pin.golden(), pin.version(), values, pin.reason(), pin.expires(), pin.actor()),
                pin.attribute(),
                id,
                now,
                null);
    }

    /**
     * Pins what an edit wants for one of its attributes.
     *
     * @param act the edit's id, or null where it cannot be undone as one
     */
    void pin(Command.Edit pin, String attribute, UUID id, Instant now, @Nullable UUID act) throws SQLException {
        String sql = """
                insert into pin (id, entity, golden_id, attribute, values, reason, author, at, expires_at, act)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, id);
            insert.setString(2, entity);
            insert.setObject(3, pin.golden());
            insert.setString(4, attribute);
            insert.setString(5, Json.write(pin.values().getOrDefault(attribute, List.of())));
            insert.setString(6, pin.reason() == null ? "" : pin.reason());
            insert.setString(7, pin.actor());
            insert.setObject(8, RecordStore.time(now));
            insert.setObject(9, RecordStore.time(pin.expires()), Types.TIMESTAMP_WITH_TIMEZONE);
            insert.setObject(10, act);
            insert.executeUpdate();
        }
    }

    /** How many were released. */
    int unpin(UUID golden, String attribute, String actor, Instant now) throws SQLException {
        return unpin(golden, attribute, actor, now, null);
    }

    /** @param act the edit that does it, or null */
    int unpin(UUID golden, String attribute, String actor, Instant now, @Nullable UUID act) throws SQLException {
        String sql = """
                update pin set released_at = ?, released_by = ?, ended_by = ?
                where entity = ? and golden_id = ? and attribute = ? and released_at is null
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, RecordStore.time(now));
            update.setString(2, actor);
            update.setObject(3, act);
            update.setString(4, entity);
            update.setObject(5, golden);
            update.setString(6, attribute);
            return update.executeUpdate();
        }
    }

    /** Releases one pin; returns the golden id it was set on, or nothing when no such pin stands. */
    Optional<UUID> unpin(UUID pin, String actor, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update pin set released_at = ?, released_by = ?
                where id = ? and entity = ? and released_at is null returning golden_id
                """)) {
            update.setObject(1, RecordStore.time(now));
            update.setString(2, actor);
            update.setObject(3, pin);
            update.setString(4, entity);
            try (ResultSet rows = update.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /**
     * Releases what an edit set and still stands. What it released is set anew, by who takes the edit back, where nobody
     * decided about that attribute since.
     *
     * @return the golden id that it was about, or nothing when none of it stands
     */
    Optional<UUID> takeEditBack(Command.Undo undo, Instant now) throws SQLException {
        // Judged on the state before: what the edit set and somebody has released since keeps what was before it
        // released.
        String sql = """
                with undone as (
                    update pin set released_at = ?, released_by = ?
                    where entity = ? and act = ? and released_at is null returning golden_id),
                back as (
                    insert into pin (id, entity, golden_id, attribute, values, reason, author, at, expires_at)
                    select gen_random_uuid(), p.entity, p.golden_id, p.attribute, p.values, p.reason, ?, ?, p.expires_at
                    from pin p where p.entity = ? and p.ended_by = ? and (p.expires_at is null or p.expires_at > ?)
                        and not exists (select 1 from pin q
                            where q.entity = p.entity and q.golden_id = p.golden_id and q.attribute = p.attribute
                                and (q.act = p.ended_by and q.released_at is not null
                                    or q.act is distinct from p.ended_by and q.at > p.released_at))
                    returning golden_id),
                once as (update pin set ended_by = null where entity = ? and ended_by = ?)
                select golden_id from undone union select golden_id from back
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, RecordStore.time(now));
            update.setString(2, undo.actor());
            update.setString(3, entity);
            update.setObject(4, undo.decision());
            update.setString(5, undo.actor());
            update.setObject(6, RecordStore.time(now));
            update.setString(7, entity);
            update.setObject(8, undo.decision());
            update.setObject(9, RecordStore.time(now));
            update.setString(10, entity);
            update.setObject(11, undo.decision());
            try (ResultSet rows = update.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    boolean pinned(UUID golden) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select exists (select 1 from pin where entity = ? and golden_id = ? and released_at is null)")) {
            query.setString(1, entity);
            query.setObject(2, golden);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    Set<String> pinnedAttributes(UUID golden) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select attribute from pin where entity = ? and golden_id = ? and released_at is null")) {
            query.setString(1, entity);
            query.setObject(2, golden);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    List<UUID> pinned() throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select distinct golden_id from pin where entity = ? and released_at is null")) {
            query.setString(1, entity);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }
}
