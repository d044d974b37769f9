package io.karat.ledger;

import io.karat.cluster.Cut;
import io.karat.cluster.LargeComponent;
import io.karat.cluster.Partition;
import io.karat.match.Scorer;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wanted partition of surroundings that are too large to be partitioned afresh with every arrival: golden records stay,
 * arrivals find their place among them or become questions ({@link LargeComponent}). A plan of the whole population
 * partitions them afresh.
 */
final class Attaching {

    private final View view;
    private final Scorer scorer;
    private final Cut cut;

    Attaching(View view, Scorer scorer, Cut cut) {
        this.view = view;
        this.scorer = scorer;
        this.cut = cut;
    }

    /**
     * What is wanted of the clusters that changed, and of those they are asked about.
     *
     * @param changed records that something happened to, gone ones included
     * @param arrivals those that sought their likes: they may leave the golden record they are in
     */
    Wanted want(int[] surroundings, IntSortedSet changed, IntSet arrivals) {
        Linked component = new Linked(view, surroundings, scorer, cut.review());
        List<int[]> present = present(component, arrivals);
        LargeComponent.Attached attached =
                LargeComponent.attach(component, present, Clustering.decided(view, component), cut);
        Partition partition = attached.partition();
        int[] clusterOf = new int[component.size()];
        for (int c = 0; c < partition.clusters().size(); c++) {
            for (int node : partition.clusters().get(c)) {
                clusterOf[node] = c;
            }
        }
        IntSet gone = new IntOpenHashSet();
        for (int ordinal : surroundings) {
            if (changed.contains(ordinal) && view.features(ordinal) == null) {
                gone.add(ordinal);
            }
        }
        IntSortedSet evaluated = moved(component, partition, clusterOf, attached.touched(), gone);
        IntSortedSet told = new IntAVLTreeSet(evaluated);
        partition.questions().forEach(q -> add(told, q.left(), q.right()));
        partition.held().forEach(h -> add(told, h.left(), h.right()));
        for (int ordinal : surroundings) {
            if (changed.contains(ordinal) && component.node(ordinal) >= 0) {
                told.add(clusterOf[component.node(ordinal)]);
            }
        }
        return wanted(component, partition, evaluated, told, gone);
    }

    private static void add(IntSet set, int one, int two) {
        set.add(one);
        set.add(two);
    }

    /** Present golden records as node sets, without the arrivals; a pinned one keeps even these. */
    private List<int[]> present(Linked component, IntSet arrivals) {
        Map<UUID, IntArrayList> present = new LinkedHashMap<>();
        for (int node = 0; node < component.size(); node++) {
            int ordinal = component.ordinal(node);
            Golden golden = view.goldenOf(ordinal);
            if (golden != null && (!arrivals.contains(ordinal) || view.pinned(golden.id()))) {
                present.computeIfAbsent(golden.id(), g -> new IntArrayList()).add(node);
            }
        }
        return present.values().stream().map(IntArrayList::toIntArray).toList();
    }

    /** Clusters that hold other records than a golden record did, and all that share a golden record with one of these. */
    private IntSortedSet moved(Linked component, Partition partition, int[] clusterOf, int[] touched, IntSet gone) {
        IntSortedSet moved = new IntAVLTreeSet();
        Set<UUID> seen = new HashSet<>();
        IntArrayList open = new IntArrayList(touched);
        gone.forEach(ordinal -> reach(view.goldenOf(ordinal), component, clusterOf, seen, open));
        while (!open.isEmpty()) {
            int cluster = open.removeInt(open.size() - 1);
            if (moved.add(cluster)) {
                for (int node : partition.clusters().get(cluster)) {
                    reach(view.goldenOf(component.ordinal(node)), component, clusterOf, seen, open);
                }
            }
        }
        return moved;
    }

    private static void reach(
            @Nullable Golden golden, Linked component, int[] clusterOf, Set<UUID> seen, IntArrayList open) {
        if (golden != null && seen.add(golden.id())) {
            for (int member : golden.members()) {
                int node = component.node(member);
                if (node >= 0) {
                    open.add(clusterOf[node]);
                }
            }
        }
    }

    private Wanted wanted(
            Linked component, Partition partition, IntSortedSet evaluated, IntSortedSet told, IntSet gone) {
        List<int[]> clusters = new ArrayList<>();
        Int2IntMap number = new Int2IntOpenHashMap();
        IntSortedSet ordinals = new IntAVLTreeSet(gone);
        IntSortedSet concerned = new IntAVLTreeSet(gone);
        for (int cluster : told) {
            number.put(cluster, clusters.size());
            clusters.add(partition.clusters().get(cluster));
            for (int node : partition.clusters().get(cluster)) {
                ordinals.add(component.ordinal(node));
                if (evaluated.contains(cluster)) {
                    concerned.add(component.ordinal(node));
                }
            }
        }
        List<Wanted.Asked> questions = Clustering.asked(partition).stream()
                .map(q -> new Wanted.Asked(
                        q.kind(),
                        number.get(q.leftCluster()),
                        number.get(q.rightCluster()),
                        q.left(),
                        q.right(),
                        q.logOdds(),
                        q.detail()))
                .toList();
        return new Wanted(ordinals.toIntArray(), concerned.toIntArray(), component, clusters, questions);
    }

    /** Records whose neighbours are those they have links with. */
    private static final class Linked extends LazyComponent {

        private final View view;
        private final Int2IntMap nodeOf = new Int2IntOpenHashMap();

        Linked(View view, int[] ordinals, Scorer scorer, double edgeThreshold) {
            super(view, ordinals, scorer, edgeThreshold);
            this.view = view;
            nodeOf.defaultReturnValue(-1);
            for (int node = 0; node < size(); node++) {
                nodeOf.put(ordinal(node), node);
            }
        }

        /** Below zero when it is not live. */
        int node(int ordinal) {
            return nodeOf.get(ordinal);
        }

        @Override
        public int[] neighbours(int node) {
            return Arrays.stream(view.links(ordinal(node)).keySet().toIntArray())
                    .map(nodeOf::get)
                    .filter(other -> other >= 0 && edge(node, other))
                    .toArray();
        }
    }
}
