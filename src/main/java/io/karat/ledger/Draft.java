package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.Int2FloatOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one batch, laid over the committed state. Thrown away with its transaction, or applied after the
 * commit; so nothing in memory ever runs ahead of the database.
 */
final class Draft implements View {

    private final Population base;
    private final Int2ObjectMap<@Nullable Features> features = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectMap<RecordKey> keys = new Int2ObjectOpenHashMap<>();
    private final Map<UUID, Golden> goldens = new LinkedHashMap<>();
    private final Int2ObjectMap<UUID> goldenOf = new Int2ObjectOpenHashMap<>();
    private final IntSet homeless = new IntOpenHashSet();
    private final Int2ObjectMap<UUID> homes = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectMap<Int2FloatMap> links = new Int2ObjectOpenHashMap<>();
    private final List<Standing> decided = new ArrayList<>();
    private final List<Standing> released = new ArrayList<>();
    private final Map<UUID, Boolean> pinned = new HashMap<>();
    private final Set<Long> demotedNow = new HashSet<>();
    private DemotedValues demoted;

    Draft(Population base) {
        this.base = base;
        this.demoted = base.demoted();
    }

    @Override
    public @Nullable Features features(int ordinal) {
        return features.containsKey(ordinal) ? features.get(ordinal) : base.features(ordinal);
    }

    @Override
    public RecordKey key(int ordinal) {
        RecordKey key = keys.get(ordinal);
        return key != null ? key : base.key(ordinal);
    }

    @Override
    public @Nullable Golden goldenOf(int ordinal) {
        if (homeless.contains(ordinal)) {
            return null;
        }
        UUID id = goldenOf.get(ordinal);
        return id != null ? goldens.get(id) : base.goldenOf(ordinal);
    }

    @Override
    public @Nullable Golden golden(UUID id) {
        Golden golden = goldens.get(id);
        return golden != null ? golden : base.golden(id);
    }

    @Override
    public List<UUID> retiredFoundedBy(int ordinal) {
        return base.retiredFoundedBy(ordinal);
    }

    @Override
    public Int2FloatMap links(int ordinal) {
        Int2FloatMap row = links.get(ordinal);
        return row != null ? row : base.links(ordinal);
    }

    @Override
    public List<Standing> decisions(int ordinal) {
        List<Standing> list = base.decisions(ordinal);
        if (decided.isEmpty() && released.isEmpty()) {
            return list;
        }
        List<Standing> now = new ArrayList<>(list);
        for (Standing gone : released) {
            now.removeIf(d -> d.id().equals(gone.id()));
        }
        for (Standing added : decided) {
            for (int o : added.both()) {
                if (o == ordinal) {
                    now.add(added);
                    break;
                }
            }
        }
        return now;
    }

    @Override
    public boolean pinned(UUID golden) {
        Boolean now = pinned.get(golden);
        return now != null ? now : base.pinned(golden);
    }

    @Override
    public Set<UUID> pinned() {
        if (pinned.isEmpty()) {
            return base.pinned();
        }
        Set<UUID> all = new HashSet<>(base.pinned());
        pinned.forEach((id, is) -> {
            if (is) {
                all.add(id);
            } else {
                all.remove(id);
            }
        });
        return all;
    }

    @Override
    public DemotedValues demoted() {
        return demoted;
    }

    @Override
    public Judged judged() {
        return base.judged();
    }

    Population base() {
        return base;
    }

    void land(int ordinal, RecordKey key, @Nullable Features now) {
        keys.put(ordinal, key);
        features.put(ordinal, now);
    }

    /** Goldens whose members changed, in the order they were decided. */
    void put(Golden golden) {
        Golden before = golden(golden.id());
        if (before != null) {
            for (int member : before.members()) {
                if (!golden.holds(member) && golden.id().equals(idOf(member))) {
                    goldenOf.remove(member);
                    homeless.add(member);
                }
            }
        }
        goldens.put(golden.id(), golden);
        for (int member : golden.members()) {
            goldenOf.put(member, golden.id());
            homeless.remove(member);
        }
    }

    private @Nullable UUID idOf(int ordinal) {
        Golden golden = goldenOf(ordinal);
        return golden == null ? null : golden.id();
    }

    void link(int a, int b, float score) {
        row(a).put(b, score);
        row(b).put(a, score);
    }

    void unlink(int a, int b) {
        row(a).remove(b);
        row(b).remove(a);
    }

    private Int2FloatMap row(int ordinal) {
        return links.computeIfAbsent(ordinal, o -> new Int2FloatOpenHashMap(base.links(o)));
    }

    @Override
    public @Nullable UUID home(int ordinal) {
        return homes.get(ordinal);
    }

    /** See {@link View#home}. */
    void settle(int[] ordinals, UUID golden) {
        for (int ordinal : ordinals) {
            homes.put(ordinal, golden);
        }
    }

    void decide(Standing decision) {
        decided.add(decision);
    }

    void release(Standing decision) {
        released.add(decision);
    }

    void pin(UUID golden, boolean isPinned) {
        pinned.put(golden, isPinned);
    }

    void demote(long valueHash) {
        demotedNow.add(valueHash);
        Set<Long> all = new HashSet<>(base.demoted().hashes());
        all.addAll(demotedNow);
        demoted = new DemotedValues(all);
    }

    IntSet landed() {
        return features.keySet();
    }

    /** Golden records as they come out of the batch, retired ones included. */
    Collection<Golden> changedGoldens() {
        return goldens.values();
    }

    /** Decisions that were made or released. */
    List<Standing> changedDecisions() {
        List<Standing> changed = new ArrayList<>(decided);
        changed.addAll(released);
        return changed;
    }

    /** Golden ids whose pins changed. */
    Set<UUID> changedPins() {
        return pinned.keySet();
    }

    Int2ObjectMap<Int2FloatMap> changedLinks() {
        return links;
    }

    /** To be called once, after the commit. */
    void apply(Tally tally) {
        features.int2ObjectEntrySet().forEach(e -> {
            int ordinal = e.getIntKey();
            Features now = e.getValue();
            tally.replaced(base.features(ordinal), now);
            base.putKey(ordinal, keys.get(ordinal));
            if (now == null) {
                base.featureFile().remove(ordinal);
            } else {
                base.featureFile().put(ordinal, now.encode());
            }
        });
        // Retired ones first: a member must end up with the golden record that holds it now.
        goldens.values().stream().filter(g -> !g.live()).forEach(base::putGolden);
        goldens.values().stream().filter(Golden::live).forEach(base::putGolden);
        goldens.values().stream().filter(Golden::live).forEach(base::settle);
        links.int2ObjectEntrySet().forEach(e -> base.putLinks(e.getIntKey(), e.getValue()));
        released.forEach(base::releaseDecision);
        decided.forEach(base::putDecision);
        pinned.forEach(base::putPinned);
        base.demote(demotedNow);
    }
}
