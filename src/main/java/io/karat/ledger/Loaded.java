package io.karat.ledger;

import io.karat.batch.Engine;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.quality.Rulebook;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.Int2FloatOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The committed state, read when a writer takes over: one pass over each table, and what is derived catches up from the
 * last batch it holds.
 *
 * @param epoch the fence of the new writer
 * @param ordinals that were given to records so far
 */
record Loaded(long epoch, long batch, long seq, int ordinals, Population population, Tally tally) {

    private static final int FETCH = 5_000;

    static Loaded takeOver(EntityType type, Rulebook rulebook, DataSource database, Derived derived)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            derived.distrustAhead(ledger(connection, type, "batch"), ledger(connection, type, "seq"));
            Loaded loaded = new Reader(connection, type, rulebook, derived).read();
            connection.commit();
            return loaded;
        }
    }

    private static long ledger(Connection connection, EntityType type, String counter) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select " + counter + " from ledger where entity = ?")) {
            query.setString(1, type.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static final class Reader {
        private final Connection connection;
        private final EntityType type;
        private final Rulebook rulebook;
        private final Derived derived;
        private final Population population;
        private final Tally tally;
        private final Map<UUID, IntList> members = new HashMap<>();

        Reader(Connection connection, EntityType type, Rulebook rulebook, Derived derived) {
            this.connection = connection;
            this.type = type;
            this.rulebook = rulebook;
            this.derived = derived;
            this.population = new Population(derived.features());
            this.tally = new Tally(type, population);
        }

        Loaded read() throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into ledger (entity) values (?) on conflict do nothing")) {
                insert.setString(1, type.name());
                insert.executeUpdate();
            }
            long epoch;
            long batch;
            long seq;
            int ordinals;
            try (PreparedStatement update = connection.prepareStatement(
                    "update ledger set epoch = epoch + 1 where entity = ? returning epoch, batch, seq, next_ordinal")) {
                update.setString(1, type.name());
                try (ResultSet rows = update.executeQuery()) {
                    rows.next();
                    epoch = rows.getLong(1);
                    batch = rows.getLong(2);
                    seq = rows.getLong(3);
                    ordinals = rows.getInt(4);
                }
            }
            records();
            goldens();
            links();
            new DecisionStore(connection, type.name()).standing().forEach(population::putDecision);
            new PinStore(connection, type.name()).pinned().forEach(id -> population.putPinned(id, true));
            demoted();
            if (Planning.engine(type) != Engine.PAIRS) {
                population.judge(Judged.read(connection, type.name()));
            }
            SearchEntries.changedAfter(
                    connection,
                    type,
                    rulebook,
                    derived.search(),
                    derived.search().committedSeq());
            derived.flush(batch, seq);
            return new Loaded(epoch, batch, seq, ordinals, population, tally);
        }

        private void records() throws SQLException {
            String sql = """
                    select ordinal, source, key, state, golden_id, batch, case when batch > ? then features end
                    from source_record where entity = ? order by ordinal
                    """;
            long caughtUp = derived.batch();
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setFetchSize(FETCH);
                query.setLong(1, caughtUp);
                query.setString(2, type.name());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        record(rows, caughtUp);
                    }
                }
            }
        }

        private void record(ResultSet rows, long caughtUp) throws SQLException {
            int ordinal = rows.getInt(1);
            population.putKey(ordinal, new RecordKey(rows.getString(2).intern(), rows.getString(3)));
            boolean live = rows.getInt(4) == RecordView.State.LIVE.code();
            if (rows.getLong(6) > caughtUp) {
                byte[] bytes = live ? rows.getBytes(7) : null;
                derived.put(ordinal, bytes == null ? null : Features.decode(bytes));
            }
            UUID golden = rows.getObject(5, UUID.class);
            if (golden != null) {
                members.computeIfAbsent(golden, id -> new IntArrayList(2)).add(ordinal);
                tally.replaced(null, population.features(ordinal));
            }
        }

        private void goldens() throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(
                    "select golden_id, version, seq, founder, heir from golden_record where entity = ?")) {
                query.setFetchSize(FETCH);
                query.setString(1, type.name());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        UUID id = rows.getObject(1, UUID.class);
                        @Nullable IntList held = members.get(id);
                        int[] ordinals = held == null ? new int[0] : held.toIntArray();
                        population.putGolden(new Golden(
                                id,
                                rows.getInt(2),
                                rows.getLong(3),
                                rows.getInt(4),
                                ordinals,
                                rows.getObject(5, UUID.class)));
                    }
                }
            }
        }

        private void links() throws SQLException {
            Int2ObjectMap<Int2FloatMap> table = new Int2ObjectOpenHashMap<>();
            try (PreparedStatement query =
                    connection.prepareStatement("select a, b, score from link where entity = ?")) {
                query.setFetchSize(FETCH);
                query.setString(1, type.name());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        int a = rows.getInt(1);
                        int b = rows.getInt(2);
                        float score = rows.getFloat(3);
                        table.computeIfAbsent(a, o -> new Int2FloatOpenHashMap(4))
                                .put(b, score);
                        table.computeIfAbsent(b, o -> new Int2FloatOpenHashMap(4))
                                .put(a, score);
                    }
                }
            }
            table.int2ObjectEntrySet().forEach(e -> population.putLinks(e.getIntKey(), e.getValue()));
        }

        private void demoted() throws SQLException {
            Set<Long> hashes = new HashSet<>();
            try (PreparedStatement query =
                    connection.prepareStatement("select hash from demoted_value where entity = ?")) {
                query.setString(1, type.name());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        hashes.add(rows.getLong(1));
                    }
                }
            }
            population.demote(hashes);
        }
    }
}
