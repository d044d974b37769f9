package io.karat.ledger;

import io.karat.index.FeatureFile;
import io.karat.match.DemotedValues;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.Int2FloatMaps;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the writer holds in memory of the committed state: who belongs to which golden record, the edges between golden
 * records, the decisions that stand. Derived from the database; touched by the writer's thread alone; changed only by
 * applying a {@link Draft} whose transaction has been committed.
 */
final class Population implements View {

    private final FeatureFile features;
    private @Nullable RecordKey[] keys = new RecordKey[1024];
    private @Nullable Golden[] goldenOf = new Golden[1024];
    private final Map<UUID, Golden> goldens = new HashMap<>();
    private final Int2ObjectMap<List<UUID>> retiredByFounder = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectMap<Int2FloatMap> links = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectMap<List<Standing>> decisions = new Int2ObjectOpenHashMap<>();
    private final Set<UUID> pinned = new HashSet<>();
    private final Long2IntOpenHashMap holders = new Long2IntOpenHashMap();
    private DemotedValues demoted = DemotedValues.NONE;
    /** Replaced as a whole and never changed, so other threads may read it. */
    private volatile Judged judged = Judged.NOTHING;

    Population(FeatureFile features) {
        this.features = features;
    }

    @Override
    public @Nullable Features features(int ordinal) {
        return features.get(ordinal);
    }

    @Override
    public RecordKey key(int ordinal) {
        RecordKey key = ordinal < keys.length ? keys[ordinal] : null;
        if (key == null) {
            throw new IllegalStateException("no record has the number " + ordinal);
        }
        return key;
    }

    @Override
    public @Nullable Golden goldenOf(int ordinal) {
        return ordinal < goldenOf.length ? goldenOf[ordinal] : null;
    }

    @Override
    public @Nullable Golden golden(UUID id) {
        return goldens.get(id);
    }

    @Override
    public List<UUID> retiredFoundedBy(int ordinal) {
        return retiredByFounder.getOrDefault(ordinal, List.of());
    }

    @Override
    public Int2FloatMap links(int ordinal) {
        return links.getOrDefault(ordinal, Int2FloatMaps.EMPTY_MAP);
    }

    @Override
    public List<Standing> decisions(int ordinal) {
        return decisions.getOrDefault(ordinal, List.of());
    }

    @Override
    public boolean pinned(UUID golden) {
        return pinned.contains(golden);
    }

    @Override
    public Set<UUID> pinned() {
        return pinned;
    }

    @Override
    public DemotedValues demoted() {
        return demoted;
    }

    @Override
    public Judged judged() {
        return judged;
    }

    void judge(Judged by) {
        judged = by;
    }

    /** Live records that hold the value with this hash (see {@link DemotedValues#hash}). */
    int holders(long valueHash) {
        return holders.get(valueHash);
    }

    /** The live records, for other threads. */
    Snapshot snapshot(long seq) {
        int live = 0;
        for (Golden golden : goldenOf) {
            live += golden == null ? 0 : 1;
        }
        int[] ordinals = new int[live];
        Golden[] holders = new Golden[live];
        RecordKey[] names = new RecordKey[live];
        int at = 0;
        for (int ordinal = 0; ordinal < goldenOf.length; ordinal++) {
            Golden golden = goldenOf[ordinal];
            if (golden != null) {
                ordinals[at] = ordinal;
                holders[at] = golden;
                names[at++] = key(ordinal);
            }
        }
        Map<UUID, Standing> standing = new LinkedHashMap<>();
        decisions.values().forEach(list -> list.forEach(d -> standing.put(d.id(), d)));
        return new Snapshot(
                seq, ordinals, holders, names, keys.clone(), features.snapshot(), List.copyOf(standing.values()));
    }

    FeatureFile featureFile() {
        return features;
    }

    Iterable<Golden> goldens() {
        return goldens.values();
    }

    void putKey(int ordinal, RecordKey key) {
        if (ordinal >= keys.length) {
            int size = Math.max(ordinal + 1, keys.length + (keys.length >> 1));
            keys = Arrays.copyOf(keys, size);
            goldenOf = Arrays.copyOf(goldenOf, size);
        }
        keys[ordinal] = key;
    }

    void putGolden(Golden golden) {
        Golden before = goldens.put(golden.id(), golden);
        if (before != null) {
            for (int member : before.members()) {
                Golden holder = goldenOf[member];
                if (holder != null && holder.id().equals(golden.id())) {
                    goldenOf[member] = null;
                }
            }
        }
        for (int member : golden.members()) {
            goldenOf[member] = golden;
        }
        boolean wasRetired = before != null && !before.live();
        if (!golden.live() && !wasRetired) {
            retiredByFounder
                    .computeIfAbsent(golden.founder(), f -> new ArrayList<>(1))
                    .add(golden.id());
        } else if (golden.live() && wasRetired) {
            retiredByFounder.get(golden.founder()).remove(golden.id());
        }
    }

    /** Members point at the golden record that holds them, whatever the order in which a draft's goldens were put. */
    void settle(Golden golden) {
        for (int member : golden.members()) {
            goldenOf[member] = golden;
        }
    }

    void putLinks(int ordinal, Int2FloatMap row) {
        if (row.isEmpty()) {
            links.remove(ordinal);
        } else {
            links.put(ordinal, row);
        }
    }

    void putDecision(Standing decision) {
        for (int ordinal : decision.both()) {
            List<Standing> list = new ArrayList<>(decisions(ordinal));
            list.add(decision);
            decisions.put(ordinal, list);
        }
    }

    void releaseDecision(Standing decision) {
        for (int ordinal : decision.both()) {
            List<Standing> list = new ArrayList<>(decisions(ordinal));
            list.removeIf(d -> d.id().equals(decision.id()));
            decisions.put(ordinal, list);
        }
    }

    void putPinned(UUID golden, boolean isPinned) {
        if (isPinned) {
            pinned.add(golden);
        } else {
            pinned.remove(golden);
        }
    }

    void demote(Set<Long> hashes) {
        if (!hashes.isEmpty()) {
            Set<Long> all = new HashSet<>(demoted.hashes());
            all.addAll(hashes);
            demoted = new DemotedValues(all);
        }
    }

    void count(long valueHash, int by) {
        int now = holders.addTo(valueHash, by) + by;
        if (now <= 0) {
            holders.remove(valueHash);
        }
    }
}
