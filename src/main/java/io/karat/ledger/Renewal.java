package io.karat.ledger;

import io.karat.ledger.GoldenChange.Cause;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Finding;
import io.karat.standardise.Nicknames;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Standardises the records that are held again when they were standardised by other attributes or other lists of codes than
 * the model has now, piece by piece while the ledger works. What comes out otherwise seeks its likes again, golden records
 * follow. Records whose names stand in other groups of nicknames seek theirs too. It may stop at any time and begin again.
 */
final class Renewal {

    static final Cause CAUSE = new Cause("reference", "system");

    private static final int PIECE = 200;

    private final Turns turns;
    private final Batch.Setting setting;
    private final DataSource database;
    private final EntityType type;
    private final Set<String> regrouped;

    Renewal(Turns turns, Batch.Setting setting, DataSource database) {
        this.turns = turns;
        this.setting = setting;
        this.database = database;
        this.type = setting.type();
        this.regrouped =
                type
                        .references()
                        .namesGroupedOtherwise(state().map(State::nicknames).orElse(List.of()))
                        .stream()
                        .map(Nicknames::standard)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** How many records were looked at, and how many of these are standardised otherwise. */
    record Done(long records, long changed) {}

    private record State(String standard, List<List<String>> nicknames) {}

    private record Held(
            int ordinal,
            RecordKey key,
            boolean live,
            int version,
            byte @Nullable [] features,
            @Nullable String findings,
            Standardised now) {

        boolean featuresChanged() {
            return live && !Arrays.equals(features, now.features().encode());
        }

        boolean findingsChanged() {
            return !now.findings().equals(Json.findings(findings));
        }
    }

    /** Whether there may be records that were standardised otherwise than the model says. */
    boolean due() {
        return !regrouped.isEmpty()
                || !state().map(State::standard)
                        .orElse(standard(""))
                        .equals(standard(type.references().ofValues()));
    }

    private Optional<State> state() {
        return Rows.read(
                        database,
                        "select standard, nicknames from standard_state where entity = ?",
                        (connection, statement) -> statement.setString(1, type.name()),
                        rows -> new State(rows.getString(1), Json.groups(rows.getString(2))))
                .stream()
                .findFirst();
    }

    Done run() throws InterruptedException {
        long records = 0;
        long changed = 0;
        List<Held> piece = read(0);
        while (!piece.isEmpty()) {
            List<Held> held = piece;
            changed += turns.take(w -> w.renew(batch -> write(batch, held)));
            records += piece.size();
            piece = read(piece.getLast().ordinal() + 1);
        }
        turns.take(w -> w.rejudge(batch -> {
            remember(batch.connection());
            return List.of();
        }));
        return new Done(records, changed);
    }

    private List<Held> read(int from) {
        return Rows.read(
                database,
                "select ordinal, source, key, state, version, features, findings, data from source_record"
                        + " where entity = ? and ordinal >= ? and state in (1, 3) order by ordinal limit ?",
                (connection, statement) -> {
                    statement.setString(1, type.name());
                    statement.setInt(2, from);
                    statement.setInt(3, PIECE);
                },
                rows -> new Held(
                        rows.getInt(1),
                        new RecordKey(rows.getString(2), rows.getString(3)),
                        rows.getInt(4) == RecordView.State.LIVE.code(),
                        rows.getInt(5),
                        rows.getBytes(6),
                        rows.getString(7),
                        standardised(rows.getString(2), rows.getString(8), rows.getString(7))));
    }

    /** What was found when the record came, about no attribute, was not found by standardising and stays. */
    private Standardised standardised(String source, String data, @Nullable String before) {
        Standardised now = setting.standardiser().standardise(source, Json.data(data));
        List<Finding> findings = new ArrayList<>(now.findings());
        Json.findings(before).stream()
                .filter(finding -> finding.attribute().isEmpty())
                .forEach(findings::add);
        return now.with(findings);
    }

    /**
     * What a piece changes.
     *
     * @param sought live records that seek their likes again
     * @param followed those and others whose golden records may say something else
     * @param changed records that are standardised otherwise
     */
    record Renewed(IntSortedSet sought, IntSortedSet followed, int changed) {}

    private Renewed write(Batch batch, List<Held> piece) throws SQLException {
        List<Held> different = piece.stream()
                .filter(held -> held.featuresChanged() || held.findingsChanged())
                .toList();
        Set<Integer> written = update(batch, different);
        IntSortedSet sought = new IntAVLTreeSet();
        IntSortedSet followed = new IntAVLTreeSet();
        for (Held held : piece) {
            // What came meanwhile was standardised as it is to be.
            boolean same = written.contains(held.ordinal()) || !different.contains(held);
            if (held.live() && same && batch.draft().goldenOf(held.ordinal()) != null) {
                followed.add(held.ordinal());
                if (held.featuresChanged()) {
                    batch.draft().land(held.ordinal(), held.key(), held.now().features());
                    sought.add(held.ordinal());
                } else if (regrouped(held.now().features())) {
                    sought.add(held.ordinal());
                }
            }
        }
        return new Renewed(sought, followed, written.size());
    }

    private boolean regrouped(Features features) {
        if (regrouped.isEmpty()) {
            return false;
        }
        for (int i = 0; i < features.attributes(); i++) {
            boolean named = switch (type.attributes().get(i).type()) {
                case GIVEN_NAME, FAMILY_NAME, FULL_NAME -> true;
                default -> false;
            };
            for (String value : named ? features.values(i) : new String[0]) {
                if (regrouped.contains(value) || Arrays.stream(value.split(" ")).anyMatch(regrouped::contains)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the ordinals of those that are still what was read. */
    private Set<Integer> update(Batch batch, List<Held> different) throws SQLException {
        Set<Integer> found = new HashSet<>();
        String sql = """
                update source_record set features = ?, findings = ?::json, standardiser = ?, batch = ?
                where entity = ? and ordinal = ? and version = ? and state = ? returning ordinal
                """;
        try (PreparedStatement update = batch.connection().prepareStatement(sql)) {
            for (Held held : different) {
                update.setBytes(1, held.live() ? held.now().features().encode() : null);
                update.setString(2, Json.of(held.now().findings()));
                update.setInt(3, Standardiser.VERSION);
                update.setLong(4, batch.counters().batch());
                update.setString(5, type.name());
                update.setInt(6, held.ordinal());
                update.setInt(7, held.version());
                update.setInt(8, (held.live() ? RecordView.State.LIVE : RecordView.State.QUARANTINED).code());
                try (ResultSet rows = update.executeQuery()) {
                    if (rows.next()) {
                        found.add(rows.getInt(1));
                    }
                }
            }
        }
        return found;
    }

    /** From now on it is known what the records were standardised by. */
    void remember() {
        try (Connection connection = database.getConnection()) {
            remember(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be written (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private void remember(Connection connection) throws SQLException {
        String sql = """
                insert into standard_state (entity, standard, nicknames) values (?, ?, ?)
                on conflict (entity) do update set standard = excluded.standard, nicknames = excluded.nicknames
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, type.name());
            upsert.setString(2, standard(type.references().ofValues()));
            upsert.setString(3, Json.write(type.references().nicknames()));
            upsert.executeUpdate();
        }
    }

    /** Changes whenever the features of some record may come out otherwise. */
    private String standard(String references) {
        List<String> parts = new ArrayList<>();
        parts.add(Integer.toString(Standardiser.VERSION));
        type.attributes()
                .forEach(attribute ->
                        parts.add(attribute.name() + ":" + attribute.type().code()));
        parts.add(references);
        try {
            byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
