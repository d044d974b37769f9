package io.karat.ledger;

import io.karat.batch.Plan;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A plan laid beside what is there: the members of its clusters, its links by record, and which clusters have to move
 * together because present golden records have members in several of them.
 */
final class Blueprint {

    private final PlannedRecords records;
    private final Plan plan;
    private final int[] start;
    private final int[] members;
    private final int[] linkStart;
    private final int[] linkEnd;
    private final float[] linkScore;
    private final List<int[]> groups;
    private final Int2ObjectMap<List<Plan.Open>> open = new Int2ObjectOpenHashMap<>();
    private final BitSet apart;

    Blueprint(PlannedRecords records, Plan plan) {
        this(records, plan, new BitSet());
    }

    /** @param apart numbers of landed records that the plan leaves to the ledger */
    Blueprint(PlannedRecords records, Plan plan, BitSet apart) {
        if (plan.cluster().length != records.size()) {
            throw new IllegalArgumentException("a plan for other records: " + plan.cluster().length);
        }
        this.records = records;
        this.plan = plan;
        this.apart = apart;
        this.start = starts(plan.cluster(), plan.clusters());
        this.members = new int[records.size()];
        int[] at = start.clone();
        for (int record = 0; record < members.length; record++) {
            members[at[plan.cluster()[record]]++] = record;
        }
        Plan.Links links = plan.links();
        int[] ends = Arrays.copyOf(links.left(), links.size() * 2);
        System.arraycopy(links.right(), 0, ends, links.size(), links.size());
        this.linkStart = starts(ends, records.size());
        this.linkEnd = new int[ends.length];
        this.linkScore = new float[ends.length];
        int[] next = linkStart.clone();
        for (int i = 0; i < links.size(); i++) {
            put(next[links.left()[i]]++, links.right()[i], links.logOdds()[i]);
            put(next[links.right()[i]]++, links.left()[i], links.logOdds()[i]);
        }
        plan.open().forEach(pair -> {
            open.computeIfAbsent(pair.left(), c -> new ArrayList<>(1)).add(pair);
            open.computeIfAbsent(pair.right(), c -> new ArrayList<>(1)).add(pair);
        });
        this.groups = movingTogether();
    }

    private void put(int at, int end, float score) {
        linkEnd[at] = end;
        linkScore[at] = score;
    }

    private static int[] starts(int[] boxes, int count) {
        int[] starts = new int[count + 1];
        for (int box : boxes) {
            starts[box + 1]++;
        }
        for (int i = 0; i < count; i++) {
            starts[i + 1] += starts[i];
        }
        return starts;
    }

    private List<int[]> movingTogether() {
        int[] root = new int[plan.clusters()];
        Arrays.setAll(root, c -> c);
        Map<UUID, Integer> first = new HashMap<>();
        for (int record = 0; record < records.live(); record++) {
            int cluster = plan.cluster()[record];
            Integer known =
                    first.putIfAbsent(records.snapshot().goldens()[record].id(), cluster);
            if (known != null && known != cluster) {
                int a = find(root, known);
                int b = find(root, cluster);
                root[Math.max(a, b)] = Math.min(a, b);
            }
        }
        Int2ObjectMap<List<Integer>> several = new Int2ObjectOpenHashMap<>();
        List<int[]> found = new ArrayList<>();
        for (int c = 0; c < root.length; c++) {
            int at = find(root, c);
            if (at != c) {
                List<Integer> with = several.get(at);
                if (with == null) {
                    with = new ArrayList<>(List.of(at));
                    several.put(at, with);
                }
                with.add(c);
            }
        }
        for (int c = 0; c < root.length; c++) {
            List<Integer> with = several.get(c);
            if (with != null) {
                found.add(with.stream().mapToInt(Integer::intValue).toArray());
            } else if (find(root, c) == c) {
                found.add(new int[] {c});
            }
        }
        return found;
    }

    private static int find(int[] root, int of) {
        int at = of;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    /**
     * What the plan says about pairs of records.
     *
     * @param firstOrdinal of the landed records
     */
    Judged judged(int firstOrdinal) {
        Plan.Links links = plan.judged();
        if (links == null) {
            return Judged.NOTHING;
        }
        Judged judged = new Judged();
        for (int record = 0; record < records.size(); record++) {
            judged.see(
                    records.ordinal(record, firstOrdinal),
                    records.features(record).fingerprint());
        }
        for (int i = 0; i < links.size(); i++) {
            judged.judge(
                    records.ordinal(links.left()[i], firstOrdinal),
                    records.ordinal(links.right()[i], firstOrdinal),
                    links.logOdds()[i]);
        }
        return judged;
    }

    PlannedRecords records() {
        return records;
    }

    Plan plan() {
        return plan;
    }

    /** Sets of clusters that move together, each in one transaction. */
    List<int[]> groups() {
        return groups;
    }

    /** The plan has nothing to say about a record of these clusters. */
    boolean apart(int[] group) {
        return Arrays.stream(group).anyMatch(cluster -> apart.get(first(cluster)));
    }

    /** Record numbers, ascending. */
    int[] members(int cluster) {
        return Arrays.copyOfRange(members, start[cluster], start[cluster + 1]);
    }

    /** The lowest record number. */
    int first(int cluster) {
        return members[start[cluster]];
    }

    int size(int cluster) {
        return start[cluster + 1] - start[cluster];
    }

    /** Record numbers in the order of their keys. */
    int[] membersByKey(int cluster) {
        return Arrays.stream(members(cluster))
                .boxed()
                .sorted(Comparator.comparing(records::key))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Takes one link of a record. */
    interface LinkSink {
        void take(int other, float logOdds);
    }

    void links(int record, LinkSink sink) {
        for (int i = linkStart[record]; i < linkStart[record + 1]; i++) {
            sink.take(linkEnd[i], linkScore[i]);
        }
    }

    /** Pairs that this cluster does not merge with by itself. */
    List<Plan.Open> open(int cluster) {
        return open.getOrDefault(cluster, List.of());
    }

    /** One present golden record stays exactly as it is. */
    boolean unchanged(int[] group) {
        if (group.length != 1) {
            return false;
        }
        int from = start[group[0]];
        int to = start[group[0] + 1];
        if (members[to - 1] >= records.live()) {
            return false;
        }
        Golden golden = records.snapshot().goldens()[members[from]];
        if (golden.members().length != to - from) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!records.snapshot().goldens()[members[i]].id().equals(golden.id())) {
                return false;
            }
        }
        return true;
    }

    /** @param questionsNow open ones */
    PlanEffect effect(int questionsNow) {
        int merged = 0;
        Map<UUID, Integer> first = new HashMap<>();
        Set<UUID> torn = new HashSet<>();
        for (int[] group : groups) {
            if (unchanged(group)) {
                continue;
            }
            for (int cluster : group) {
                Set<UUID> present = new HashSet<>();
                for (int record : members(cluster)) {
                    if (record < records.live()) {
                        UUID id = records.snapshot().goldens()[record].id();
                        present.add(id);
                        Integer known = first.putIfAbsent(id, cluster);
                        if (known != null && known != cluster) {
                            torn.add(id);
                        }
                    }
                }
                merged += present.size() > 1 ? 1 : 0;
            }
        }
        return new PlanEffect(
                records.size(),
                plan.clusters(),
                merged,
                torn.size(),
                questionsNow,
                plan.open().size());
    }
}
