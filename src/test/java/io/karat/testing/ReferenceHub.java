package io.karat.testing;

import io.karat.cluster.Component;
import io.karat.cluster.Constraints;
import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Cut;
import io.karat.cluster.Partition;
import io.karat.cluster.Partitioner;
import io.karat.golden.Contribution;
import io.karat.golden.Contribution.Datum;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.golden.Pin;
import io.karat.golden.Title;
import io.karat.match.DemotedValues;
import io.karat.match.Keys;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a hub must hold at rest, by brute force from the pure core: all pairs are compared, all components partitioned, all
 * golden values forged afresh. The oracle of differential tests; a few thousand records take seconds.
 *
 * <p>Feed it what the hub was fed, in the same order: it applies the hub's rules about stale and deleted records. A hub
 * that has no open question about a split, no quarantined record and no component above the guard's size must then agree
 * with {@link #clusters}, {@link #questions} and {@link #golden}; golden ids are none of its business.
 */
public final class ReferenceHub {

    private final EntityType type;
    private final Standardiser standardiser;
    private final Scorer scorer;
    private final Cut cut;
    private final SortedMap<RecordKey, Held> records = new TreeMap<>();
    private final Map<UUID, Decision> decisions = new LinkedHashMap<>();
    private @Nullable Rest rest;

    /** @param data null for a tombstone */
    private record Held(
            @Nullable Instant observedAt,
            @Nullable RecordData data,
            @Nullable Standardised standardised) {}

    private record Decision(boolean same, Set<RecordKey> left, Set<RecordKey> right) {}

    private record Rest(List<RecordKey> keys, Partition partition) {}

    /** A pair of clusters that must be asked about; {@code held} is the guard's reason in lower case, or null. */
    public record Question(
            SortedSet<RecordKey> left,
            SortedSet<RecordKey> right,
            @Nullable String held) {}

    /** @param winners the record each attribute's first value came from; none for a pin */
    public record Golden(String title, Map<String, List<String>> values, Map<String, RecordKey> winners) {}

    public ReferenceHub(EntityType type, Parameters parameters, DemotedValues demoted) {
        this.type = type;
        standardiser = new Standardiser(type);
        scorer = new Scorer(type, parameters, demoted);
        cut = Cut.at(type.matching().link(), type.matching().review());
    }

    /** Replaces the record, unless what is held was observed later. The same content seen later only moves its time. */
    public void put(RecordKey key, @Nullable Instant observedAt, RecordData data) {
        Held held = records.get(key);
        if (held != null && stale(held, observedAt)) {
            return;
        }
        if (held != null && data.equals(held.data)) {
            Instant at = observedAt == null ? held.observedAt : observedAt;
            records.put(key, new Held(at, held.data, held.standardised));
            return;
        }
        records.put(key, new Held(observedAt, data, standardiser.standardise(data)));
        rest = null;
    }

    /** Leaves a tombstone, unless what is held was observed later. */
    public void delete(RecordKey key, @Nullable Instant observedAt) {
        Held held = records.get(key);
        boolean live = held != null && held.data != null;
        if ((held != null && stale(held, observedAt)) || (!live && observedAt == null)) {
            return;
        }
        records.put(key, new Held(observedAt, null, null));
        rest = null;
    }

    private static boolean stale(Held held, @Nullable Instant observedAt) {
        return observedAt != null && held.observedAt != null && observedAt.isBefore(held.observedAt);
    }

    /** All of these are one. */
    public void same(UUID decision, Collection<RecordKey> left, Collection<RecordKey> right) {
        decide(decision, new Decision(true, Set.copyOf(left), Set.copyOf(right)));
    }

    /** No golden record holds members of both sides. */
    public void different(UUID decision, Collection<RecordKey> left, Collection<RecordKey> right) {
        decide(decision, new Decision(false, Set.copyOf(left), Set.copyOf(right)));
    }

    private void decide(UUID id, Decision decision) {
        decisions.put(id, decision);
        rest = null;
    }

    public void undo(UUID decision) {
        if (decisions.remove(decision) == null) {
            throw new IllegalArgumentException("no standing decision " + decision);
        }
        rest = null;
    }

    /** Every live record in one cluster; in the order of their first keys. */
    public List<SortedSet<RecordKey>> clusters() {
        Rest now = rest();
        return now.partition.clusters().stream()
                .map(cluster -> keys(now, cluster))
                .toList();
    }

    /** Every pair of clusters that must be open for a steward, unless the budget of open questions is spent. */
    public List<Question> questions() {
        Rest now = rest();
        List<SortedSet<RecordKey>> clusters = clusters();
        List<Question> questions = new ArrayList<>();
        now.partition
                .questions()
                .forEach(q -> questions.add(new Question(clusters.get(q.left()), clusters.get(q.right()), null)));
        now.partition
                .held()
                .forEach(h -> questions.add(new Question(
                        clusters.get(h.left()),
                        clusters.get(h.right()),
                        h.reason().name().toLowerCase(Locale.ROOT))));
        return questions;
    }

    /** The golden record of some live records. */
    public Golden golden(Collection<RecordKey> members, List<Pin> pins, Instant now) {
        List<RecordKey> keys = members.stream().sorted().toList();
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            contributions.add(contribution(keys.get(i), i));
        }
        GoldenValues golden = Forge.forge(type, contributions, pins, now);
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, RecordKey> winners = new HashMap<>();
        golden.values().forEach((attribute, value) -> {
            values.put(attribute, value.values());
            if (value.winner() >= 0) {
                winners.put(attribute, keys.get(value.winner()));
            }
        });
        return new Golden(Title.of(type, golden), values, winners);
    }

    private Contribution contribution(RecordKey key, int ordinal) {
        Held held = Objects.requireNonNull(records.get(key), "no record of that key");
        RecordData data = Objects.requireNonNull(held.data, "the record was deleted");
        Standardised standardised = Objects.requireNonNull(held.standardised);
        Map<String, List<Datum>> values = new HashMap<>();
        data.values().forEach((attribute, raw) -> {
            List<String> comparable = standardised.comparable().getOrDefault(attribute, List.of());
            List<Datum> list = new ArrayList<>();
            for (int i = 0; i < raw.size(); i++) {
                list.add(new Datum(raw.get(i), i < comparable.size() ? comparable.get(i) : ""));
            }
            values.put(attribute, list);
        });
        return new Contribution(key, ordinal, held.observedAt, HexFormat.of().formatHex(data.contentHash()), values);
    }

    private Rest rest() {
        Rest now = rest;
        if (now == null) {
            List<RecordKey> keys = new ArrayList<>();
            List<Features> features = new ArrayList<>();
            records.forEach((key, held) -> {
                if (held.standardised != null) {
                    keys.add(key);
                    features.add(held.standardised.features());
                }
            });
            now = new Rest(keys, Partitioner.partition(new AllRecords(keys, features), constraints(keys), cut));
            rest = now;
        }
        return now;
    }

    private Constraints constraints(List<RecordKey> keys) {
        List<int[]> same = new ArrayList<>();
        List<Different> different = new ArrayList<>();
        for (Decision decision : decisions.values()) {
            int[] left = nodes(decision.left, keys);
            int[] right = nodes(decision.right, keys);
            if (!decision.same) {
                different.add(new Different(left, right));
            } else if (left.length + right.length > 0) {
                int[] both = Arrays.copyOf(left, left.length + right.length);
                System.arraycopy(right, 0, both, left.length, right.length);
                same.add(both);
            }
        }
        return new Constraints(same, different);
    }

    /** Numbers of those that are live. */
    private static int[] nodes(Set<RecordKey> side, List<RecordKey> keys) {
        return side.stream()
                .mapToInt(key -> Collections.binarySearch(keys, key))
                .filter(node -> node >= 0)
                .sorted()
                .toArray();
    }

    private static SortedSet<RecordKey> keys(Rest rest, int[] cluster) {
        return Arrays.stream(cluster).mapToObj(rest.keys::get).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All live records as one component: the partition finds the true ones. Nothing is remembered, all is compared. */
    private final class AllRecords implements Component {

        private final List<RecordKey> keys;
        private final List<Features> features;

        AllRecords(List<RecordKey> keys, List<Features> features) {
            this.keys = keys;
            this.features = features;
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public RecordKey key(int node) {
            return keys.get(node);
        }

        @Override
        public double evidence(int a, int b) {
            return scorer.score(features.get(a), features.get(b)).evidence();
        }

        @Override
        public boolean edge(int a, int b) {
            return Keys.shared(features.get(a), features.get(b))
                    && scorer.score(features.get(a), features.get(b)).logOdds() >= cut.review();
        }

        @Override
        public boolean exclusiveConflict(int a, int b) {
            return scorer.exclusiveConflict(features.get(a), features.get(b));
        }

        @Override
        public long fingerprint(int node) {
            return features.get(node).fingerprint();
        }
    }
}
