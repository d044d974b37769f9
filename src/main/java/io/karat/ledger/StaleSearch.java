package io.karat.ledger;

import io.karat.index.GoldenSearch;
import io.karat.index.OpenQuestions;
import io.karat.model.EntityType;
import io.karat.quality.Rulebook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Search follows what changes about golden records without a version: open questions, and what other quality rules say. The
 * database notes which; a note is kept until what search made of it is durable. Used by one thread, but for {@link #forget}.
 */
final class StaleSearch {

    private static final Logger LOG = Logger.getLogger(StaleSearch.class);
    private static final int CHUNK = 1_000;
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 200;

    private final DataSource database;
    private final EntityType type;
    private final Rulebook rulebook;
    private volatile long followed;

    /** Of golden records with open questions, which kinds; as far as notes were followed. */
    private final Map<UUID, Integer> open = new HashMap<>();

    private boolean known;

    /** Documents were written before it was known. */
    private boolean guessed;

    StaleSearch(DataSource database, EntityType type, Rulebook rulebook) {
        this.database = database;
        this.type = type;
        this.rulebook = rulebook;
    }

    /** A golden record of which search says something that is no longer so. */
    private record Note(long id, UUID golden, boolean whole) {}

    /** How far it has followed. */
    long followed() {
        return followed;
    }

    /**
     * The kinds of open questions about a golden record whose document is written, as far as notes were followed; see
     * {@link OpenQuestions#bits}.
     */
    int questions(UUID golden) {
        guessed |= !known;
        return open.getOrDefault(golden, 0);
    }

    /**
     * Follows all that was committed.
     *
     * @param batch whose documents search has taken in
     */
    void follow(GoldenSearch search, long batch) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                follow(connection, search, batch);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !Outage.passes(e) || interrupted()) {
                    LOG.warnf("search of %s could not follow (SQL state %s)", type.name(), e.getSQLState());
                    return;
                }
            }
        }
    }

    private static boolean interrupted() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void follow(Connection connection, GoldenSearch search, long batch) throws SQLException {
        if (!known) {
            open.putAll(open(connection));
            known = true;
            if (guessed) {
                open.forEach(search::asked);
            }
        }
        List<Note> notes = notes(connection);
        while (!notes.isEmpty()) {
            boolean all = notes.size() < CHUNK;
            notes = inTime(connection, notes, batch);
            if (!notes.isEmpty()) {
                take(connection, search, notes);
                followed = notes.getLast().id();
            }
            notes = all || notes.isEmpty() ? List.of() : notes(connection);
        }
    }

    /** What can be followed before the documents of later batches are here. A whole document cannot: it would be here twice. */
    private List<Note> inTime(Connection connection, List<Note> notes, long batch) throws SQLException {
        return notes.stream().noneMatch(Note::whole) || committed(connection) <= batch
                ? notes
                : notes.stream().takeWhile(note -> !note.whole()).toList();
    }

    private void take(Connection connection, GoldenSearch search, List<Note> notes) throws SQLException {
        Set<UUID> whole = new LinkedHashSet<>();
        Set<UUID> asked = new LinkedHashSet<>();
        notes.forEach(note -> (note.whole() ? whole : asked).add(note.golden()));
        SearchEntries.renew(connection, type, rulebook, search, whole);
        ask(connection, search, asked);
    }

    /** The last batch that was committed. */
    private long committed(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select batch from ledger where entity = ?")) {
            query.setString(1, type.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private List<Note> notes(Connection connection) throws SQLException {
        List<Note> notes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select id, golden_id, whole from search_stale where entity = ? and id > ? order by id limit ?")) {
            query.setString(1, type.name());
            query.setLong(2, followed);
            query.setInt(3, CHUNK);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    notes.add(new Note(rows.getLong(1), rows.getObject(2, UUID.class), rows.getBoolean(3)));
                }
            }
        }
        return notes;
    }

    private void ask(Connection connection, GoldenSearch search, Set<UUID> ids) throws SQLException {
        if (!ids.isEmpty()) {
            Map<UUID, Integer> now = questions(connection, type.name(), ids);
            open.keySet().removeAll(ids);
            open.putAll(now);
            ids.forEach(id -> search.asked(id, now.getOrDefault(id, 0)));
        }
    }

    /** As {@link #questions}, of all golden records that have some. */
    private Map<UUID, Integer> open(Connection connection) throws SQLException {
        Map<UUID, Integer> all = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select about, kind from review cross join lateral unnest(array[left_golden, right_golden]) about
                where entity = ? and state = 'open' and about is not null
                """)) {
            query.setString(1, type.name());
            addKinds(query, all);
        }
        return all;
    }

    private static void addKinds(PreparedStatement query, Map<UUID, Integer> open) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                int bits = OpenQuestions.bits(List.of(rows.getString(2)));
                open.merge(rows.getObject(1, UUID.class), bits, (a, b) -> a | b);
            }
        }
    }

    /** By golden id, the kinds of open questions; see {@link OpenQuestions#bits}. */
    static Map<UUID, Integer> questions(Connection connection, String entity, Collection<UUID> ids)
            throws SQLException {
        Map<UUID, Integer> open = new HashMap<>();
        String sql = """
                select left_golden, kind from review where entity = ? and left_golden = any(?) and state = 'open'
                union all select right_golden, kind from review where entity = ? and right_golden = any(?) and state = 'open'
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, entity);
            query.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            query.setString(3, entity);
            query.setArray(4, connection.createArrayOf("uuid", ids.toArray()));
            addKinds(query, open);
        }
        return open;
    }

    /** Notes that what search says of these golden records is no longer so, with what makes it so. */
    static void note(Connection connection, String entity, Collection<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into search_stale (entity, golden_id, whole) select ?, about, true from unnest(?::uuid[]) about")) {
            insert.setString(1, entity);
            insert.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            insert.executeUpdate();
        }
    }

    /** What search made of notes up to this one is durable. From any thread. */
    void forget(long upTo) {
        if (upTo == 0) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from search_stale where entity = ? and id <= ?")) {
            delete.setString(1, type.name());
            delete.setLong(2, upTo);
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.debugf("notes for search of %s are kept for now (SQL state %s)", type.name(), e.getSQLState());
        }
    }

    /** Where search and the database differ about open questions, in words. */
    static List<String> different(DataSource database, String entity, GoldenSearch search) {
        Map<String, Long> open = new HashMap<>();
        Rows.read(
                        database,
                        """
                        select r.kind, count(distinct about) from review r
                        cross join lateral unnest(array[r.left_golden, r.right_golden]) about
                        join golden_record g on g.entity = r.entity and g.golden_id = about and g.state = 1
                        where r.entity = ? and r.state = 'open' group by r.kind
                        """,
                        (connection, statement) -> statement.setString(1, entity),
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        List<String> different = new ArrayList<>();
        for (String kind : OpenQuestions.KINDS) {
            long there = open.getOrDefault(kind, 0L);
            long found = search.asked(kind);
            if (there != found) {
                different.add(there + " golden records with an open question of kind " + kind + ", " + found
                        + " found by search");
            }
        }
        return different;
    }
}
