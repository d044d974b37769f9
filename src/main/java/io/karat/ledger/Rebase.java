package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.ledger.Command.BasedOn;
import io.karat.ledger.Command.Upsert;
import io.karat.model.RecordData;
import io.karat.standardise.Finding;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Three-way merge: of what a source sends that had a golden version before it, only what differs from that version is its
 * own claim; of all else it says what it said before, since when it said so. A record that is new, or new again, has said nothing and is taken
 * whole. Where the golden record changed meanwhile too, the sources disagree, and the attribute's rule or policy decides as
 * ever.
 */
final class Rebase {

    private final Batch batch;
    private final Map<BasedOn, RecordData> bases = new HashMap<>();
    private final Map<UUID, Integer> last = new HashMap<>();
    private final Map<Integer, Said> stored = new HashMap<>();

    /** What a record said before, and since when. */
    private record Said(RecordData data, @Nullable Instant observedAt, Map<String, Instant> earlier) {
        Instant since(String attribute) {
            Instant time = earlier.getOrDefault(attribute, observedAt);
            return time == null ? Contribution.TIMELESS : time;
        }
    }

    private Rebase(Batch batch) {
        this.batch = batch;
    }

    /**
     * Reads nothing where nobody says what he is based on.
     *
     * @param held the records as they are before the batch
     */
    static Rebase of(List<Arrival> arrivals, Iterable<HeldRecord> held, Batch batch) throws SQLException {
        Rebase rebase = new Rebase(batch);
        Set<BasedOn> named = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Arrival arrival : arrivals) {
            BasedOn base = basedOn(arrival);
            if (base != null) {
                named.add(base);
                keys.add(arrival.command().key().toString());
            }
        }
        if (!named.isEmpty()) {
            rebase.readBases(List.copyOf(named));
            List<Integer> live = new ArrayList<>();
            held.forEach(record -> {
                if (record.live() && keys.contains(record.key.toString())) {
                    live.add(record.ordinal);
                }
            });
            rebase.readStored(live);
        }
        return rebase;
    }

    private static @Nullable BasedOn basedOn(Arrival arrival) {
        return arrival.command() instanceof Upsert upsert ? upsert.basedOn() : null;
    }

    private void readBases(List<BasedOn> named) throws SQLException {
        String entity = batch.setting().type().name();
        Array ids = batch.connection()
                .createArrayOf("uuid", named.stream().map(BasedOn::golden).toArray());
        try (PreparedStatement query = batch.connection()
                .prepareStatement(
                        "select golden_id, version from golden_record where entity = ? and golden_id = any(?)")) {
            query.setString(1, entity);
            query.setArray(2, ids);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    last.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
        }
        try (PreparedStatement query = batch.connection().prepareStatement("""
                select v.golden_id, v.version, p.values from unnest(?::uuid[], ?::int4[]) as n(golden_id, version)
                join golden_version v on v.entity = ? and v.golden_id = n.golden_id and v.version = n.version
                join golden_payload p on p.entity = v.entity and p.seq = v.seq
                """)) {
            query.setArray(1, ids);
            query.setArray(
                    2,
                    batch.connection()
                            .createArrayOf(
                                    "int4", named.stream().map(BasedOn::version).toArray()));
            query.setString(3, entity);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    bases.put(new BasedOn(rows.getObject(1, UUID.class), rows.getInt(2)), Json.data(rows.getString(3)));
                }
            }
        }
    }

    private void readStored(List<Integer> ordinals) throws SQLException {
        try (PreparedStatement query = batch.connection()
                .prepareStatement("select ordinal, data, observed_at, observed from source_record"
                        + " where entity = ? and ordinal = any(?)")) {
            query.setString(1, batch.setting().type().name());
            query.setArray(2, batch.connection().createArrayOf("int4", ordinals.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    stored.put(
                            rows.getInt(1),
                            new Said(
                                    Json.data(rows.getString(2)),
                                    RecordStore.instant(rows, 3),
                                    Json.times(rows.getString(4))));
                }
            }
        }
    }

    /** Why an arrival is based on nothing that there is. */
    Optional<Outcome.Rejected> refusal(Arrival arrival) {
        BasedOn base = basedOn(arrival);
        if (base == null || bases.containsKey(base)) {
            return Optional.empty();
        }
        Integer versions = last.get(base.golden());
        return Optional.of(
                versions == null
                        ? new Outcome.Rejected(
                                "based-on.unknown", "There is no golden record with this id.", "/basedOn")
                        : new Outcome.Rejected(
                                "based-on.version",
                                "This golden record has no such version; its last one is " + versions + ".",
                                "/basedOn"));
    }

    /**
     * What the source claims.
     *
     * @param held the record as it is now; null for one that is new
     */
    Arrival claimed(Arrival arrival, @Nullable HeldRecord held) {
        BasedOn basedOn = basedOn(arrival);
        RecordData base = basedOn == null ? null : bases.get(basedOn);
        Said before = held == null || !held.live() ? null : before(held);
        if (base == null || before == null || !(arrival.command() instanceof Upsert upsert)) {
            return arrival;
        }
        Map<String, Instant> kept = new HashMap<>();
        RecordData merged = merge(upsert, base, before, kept);
        Standardised now =
                batch.setting().standardiser().standardise(upsert.key().source(), merged);
        List<Finding> findings = new ArrayList<>(now.findings());
        arrival.standardised().findings().stream()
                .filter(finding -> finding.attribute().isEmpty())
                .forEach(findings::add);
        return new Arrival(
                new Upsert(upsert.key(), upsert.observedAt(), merged, upsert.actor()),
                now.with(findings),
                merged.contentHash(),
                batch.setting()
                        .inspector()
                        .judge(upsert.key(), merged, now, LocalDate.ofInstant(batch.now(), ZoneOffset.UTC)),
                kept);
    }

    private @Nullable Said before(HeldRecord held) {
        if (held.contentChanged) {
            return new Said(held.carried(), held.observedAt, held.earlier);
        }
        Said said = stored.get(held.ordinal);
        return said == null || !held.timeChanged ? said : new Said(said.data(), held.observedAt, Map.of());
    }

    /** @param kept is given the times of what the source does not claim anew */
    private RecordData merge(Upsert upsert, RecordData base, Said before, Map<String, Instant> kept) {
        RecordData sent = upsert.data();
        Standardiser standardiser = batch.setting().standardiser();
        Map<String, List<String>> standardBase = standardiser.standardise(base).comparable();
        Map<String, List<String>> standardSent =
                standardiser.standardise(upsert.key().source(), sent).comparable();
        SortedMap<String, List<String>> merged = new TreeMap<>();
        Set<String> names = new TreeSet<>(sent.values().keySet());
        names.addAll(base.values().keySet());
        names.addAll(before.data().values().keySet());
        for (String name : names) {
            boolean same = same(sent.get(name), base.get(name))
                    || means(standardSent.get(name)) && same(standardSent.get(name), standardBase.get(name));
            merged.put(name, same ? before.data().get(name) : sent.get(name));
            if (same && !before.data().get(name).isEmpty()) {
                kept.put(name, before.since(name));
            }
        }
        return new RecordData(merged);
    }

    private static boolean means(@Nullable List<String> standard) {
        return standard != null && !standard.isEmpty() && standard.stream().noneMatch(String::isEmpty);
    }

    private static boolean same(@Nullable List<String> one, @Nullable List<String> other) {
        return Set.copyOf(one == null ? List.of() : one).equals(Set.copyOf(other == null ? List.of() : other));
    }
}
