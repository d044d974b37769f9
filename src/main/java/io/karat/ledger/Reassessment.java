package io.karat.ledger;

import io.karat.ledger.QualityStore.Change;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.review.QualityQuestions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Judges the records that are held, and then the golden records, by rules that are others than those they were judged by,
 * piece by piece while the ledger works. Each record is judged as of the day it came, a golden record as of the day it came
 * to say what it says. A live record stays live, whatever it fails now; a quarantined one that passes is taken in. It may
 * stop at any time and begin again.
 */
final class Reassessment {

    private static final int PIECE = 1_000;

    private final Turns turns;
    private final Batch.Setting setting;
    private final DataSource database;

    Reassessment(Turns turns, Batch.Setting setting, DataSource database) {
        this.turns = turns;
        this.setting = setting;
        this.database = database;
    }

    /** How many records were judged and how many of these differently. */
    record Done(long records, long changed) {}

    private record Held(
            int ordinal,
            RecordKey key,
            RecordView.State state,
            int version,
            Instant receivedAt,
            RecordData data,
            Marks marks) {}

    private record Judged(Held held, Judgement now) {}

    /** Whether there may be records that were not judged by the rules of the model. */
    boolean due() {
        List<String> judged = judgedBy(setting.type(), database);
        return judged.isEmpty()
                ? !setting.type().quality().isEmpty()
                : !judged.getFirst().equals(rulebook(setting.type()));
    }

    /** Whether the hub knows that records were judged by other rules than those of the model. */
    static boolean underWay(EntityType type, DataSource database) {
        return judgedBy(type, database).stream().anyMatch(judged -> !judged.equals(rulebook(type)));
    }

    private static List<String> judgedBy(EntityType type, DataSource database) {
        return Rows.read(
                database,
                "select rulebook from quality_state where entity = ?",
                (connection, statement) -> statement.setString(1, type.name()),
                rows -> rows.getString(1));
    }

    Done run() throws InterruptedException {
        long records = 0;
        long changed = 0;
        List<Held> piece = read(0);
        while (!piece.isEmpty()) {
            List<Judged> different = new ArrayList<>();
            List<Arrival> released = new ArrayList<>();
            for (Held held : piece) {
                Judged judged = judge(held);
                if (held.state() == RecordView.State.QUARANTINED && judged.now().taken()) {
                    released.add(arrival(held, judged.now()));
                } else if (!held.marks().equals(judged.now().marks())) {
                    different.add(judged);
                }
            }
            if (!different.isEmpty()) {
                turns.take(w -> w.rejudge(batch -> write(batch, different)));
            }
            if (!released.isEmpty()) {
                turns.take(w -> w.records(released));
            }
            records += piece.size();
            changed += different.size() + released.size();
            piece = read(piece.getLast().ordinal() + 1);
        }
        new GoldenReassessment(turns, setting).run();
        turns.take(w -> w.rejudge(this::done));
        return new Done(records, changed);
    }

    private List<Held> read(int from) {
        return Rows.read(
                database,
                "select ordinal, source, key, state, version, received_at, data, quality from source_record"
                        + " where entity = ? and ordinal >= ? and state in (1, 3) order by ordinal limit ?",
                (connection, statement) -> {
                    statement.setString(1, setting.type().name());
                    statement.setInt(2, from);
                    statement.setInt(3, PIECE);
                },
                rows -> new Held(
                        rows.getInt(1),
                        new RecordKey(rows.getString(2), rows.getString(3)),
                        RecordView.State.of(rows.getInt(4)),
                        rows.getInt(5),
                        Rows.instant(rows, 6),
                        Json.data(rows.getString(7)),
                        Marks.of(rows.getBytes(8))));
    }

    private Judged judge(Held held) {
        return new Judged(
                held,
                setting.inspector()
                        .judge(
                                held.key(),
                                held.data(),
                                setting.standardiser().standardise(held.key().source(), held.data()),
                                LocalDate.ofInstant(held.receivedAt(), ZoneOffset.UTC)));
    }

    /** Of the version that was read: one that came, or a deletion, meanwhile stands. */
    private Arrival arrival(Held held, Judgement judgement) {
        return new Arrival(
                new Command.Correct(held.key(), held.version(), held.data(), "system"),
                setting.standardiser().standardise(held.key().source(), held.data()),
                held.data().contentHash(),
                judgement);
    }

    /** Ordinals of live records whose golden records have to follow. What changed meanwhile was judged by the new rules. */
    private List<Integer> write(Batch batch, List<Judged> different) throws SQLException {
        Set<Integer> same = unchanged(batch.connection(), different);
        List<Change> changes = new ArrayList<>();
        List<Integer> follow = new ArrayList<>();
        boolean downgrades = setting.type().survivorship().downgrades();
        for (Judged judged : different) {
            Held held = judged.held();
            if (same.contains(held.ordinal())) {
                changes.add(new Change(
                        held.ordinal(),
                        held.key().source(),
                        held.marks(),
                        judged.now().marks()));
                if (downgrades && held.state() == RecordView.State.LIVE) {
                    follow.add(held.ordinal());
                }
            }
        }
        new QualityStore(batch.connection(), setting.type().name()).apply(changes, List.of(), batch.now());
        ask(
                batch,
                different.stream()
                        .filter(judged -> same.contains(judged.held().ordinal()))
                        .toList());
        return follow;
    }

    private void ask(Batch batch, List<Judged> changed) throws SQLException {
        List<QualityQuestions.Raised> raised = new ArrayList<>();
        for (Judged judged : changed) {
            batch.question(
                            judged.held().ordinal(),
                            judged.now().marks(),
                            judged.held().data())
                    .ifPresent(raised::add);
        }
        questions(batch)
                .settle(
                        changed.stream().map(judged -> judged.held().ordinal()).toList(),
                        raised,
                        batch.now(),
                        setting.ids());
    }

    private QualityQuestions questions(Batch batch) {
        return new QualityQuestions(batch.connection(), setting.type().name());
    }

    private Set<Integer> unchanged(Connection connection, List<Judged> different) throws SQLException {
        String sql = """
                update source_record r set quality = nullif(c.quality, ''::bytea)
                from unnest(?::int4[], ?::int4[], ?::bytea[]) as c(ordinal, version, quality)
                where r.entity = ? and r.ordinal = c.ordinal and r.version = c.version and r.state in (1, 3)
                returning r.ordinal
                """;
        Set<Integer> found = new HashSet<>();
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "int4",
                            different.stream().map(j -> j.held().ordinal()).toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "int4",
                            different.stream().map(j -> j.held().version()).toArray()));
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", different.stream().map(Reassessment::bytes).toArray(byte[][]::new)));
            update.setString(4, setting.type().name());
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        return found;
    }

    private static byte[] bytes(Judged judged) {
        byte[] stored = judged.now().marks().stored();
        return stored == null ? new byte[0] : stored;
    }

    private List<Integer> done(Batch batch) throws SQLException {
        if (!setting.inspector().asks()) {
            questions(batch).withdrawAll(batch.now());
        }
        String sql = """
                insert into quality_state (entity, rulebook) values (?, ?)
                on conflict (entity) do update set rulebook = excluded.rulebook
                """;
        try (PreparedStatement upsert = batch.connection().prepareStatement(sql)) {
            upsert.setString(1, setting.type().name());
            upsert.setString(2, rulebook(setting.type()));
            upsert.executeUpdate();
        }
        return List.of();
    }

    /** Changes whenever records may be judged differently. */
    private static String rulebook(EntityType type) {
        try {
            String judged =
                    "golden records too\n" + type.quality() + type.references().ofValues() + "\n" + type.attributes();
            byte[] rules = judged.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rules));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
