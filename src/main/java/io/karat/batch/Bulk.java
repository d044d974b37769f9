package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.Partition;
import io.karat.cluster.Partitioner;
import io.karat.match.Keys;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The wanted partition of many records at once. Where no key exceeds its cap and no record its budget, it is the partition
 * at which the hub arrives record by record: the same scorer, partitioner and constraints decide.
 */
public final class Bulk {

    private final Population records;
    private final Scorer scorer;
    private final Cut cut;
    private final IntArrayList left = new IntArrayList();
    private final IntArrayList right = new IntArrayList();
    private final FloatArrayList logOdds = new FloatArrayList();

    private Bulk(Population records, Scorer scorer, Cut cut) {
        this.records = records;
        this.scorer = scorer;
        this.cut = cut;
    }

    public static Plan partition(EntityType type, Population records, Parameters parameters, Cut cut) {
        Bulk bulk = new Bulk(records, new Scorer(type, parameters, records.demoted()), cut);
        bulk.drawEdges();
        return bulk.plan();
    }

    private void drawEdges() {
        Long2ObjectMap<IntArrayList> holders = new Long2ObjectOpenHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            Features features = records.features(i);
            IntSet met = new IntOpenHashSet();
            for (long atom : features.atoms()) {
                IntArrayList others = holders.computeIfAbsent(atom, a -> new IntArrayList(2));
                met.addAll(others);
                others.add(i);
            }
            for (int other : met) {
                Features theirs = records.features(other);
                if (Keys.shared(features, theirs)) {
                    double score = scorer.score(features, theirs).logOdds();
                    if (score >= cut.review()) {
                        left.add(other);
                        right.add(i);
                        logOdds.add((float) score);
                    }
                }
            }
        }
    }

    private Plan plan() {
        int[] cluster = new int[records.size()];
        Arrays.fill(cluster, -1);
        List<Plan.Open> open = new ArrayList<>();
        int clusters = 0;
        List<int[]> found = new ArrayList<>();
        List<Partition> partitions = new ArrayList<>();
        List<int[]> components = components();
        for (int[] component : components) {
            Partition partition = Partitioner.partition(
                    new Some(records, component, scorer, cut), inside(records.constraints(), component), cut);
            partitions.add(partition);
            for (int[] nodes : partition.clusters()) {
                found.add(Arrays.stream(nodes).map(n -> component[n]).sorted().toArray());
            }
        }
        List<int[]> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparingInt(members -> members[0]));
        for (int[] members : ordered) {
            for (int member : members) {
                cluster[member] = clusters;
            }
            clusters++;
        }
        for (int c = 0; c < components.size(); c++) {
            int[] component = components.get(c);
            Partition partition = partitions.get(c);
            partition
                    .questions()
                    .forEach(q -> open.add(between(
                            cluster[component[partition.clusters().get(q.left())[0]]],
                            cluster[component[partition.clusters().get(q.right())[0]]],
                            q.evidence(),
                            null)));
            partition
                    .held()
                    .forEach(h -> open.add(between(
                            cluster[component[partition.clusters().get(h.left())[0]]],
                            cluster[component[partition.clusters().get(h.right())[0]]],
                            h.evidence(),
                            h.reason())));
        }
        return new Plan(cluster, clusters, open, links(cluster));
    }

    private static Plan.Open between(
            int a, int b, double evidence, Partition.@org.jspecify.annotations.Nullable Reason held) {
        return new Plan.Open(Math.min(a, b), Math.max(a, b), evidence, held);
    }

    private Plan.Links links(int[] cluster) {
        IntArrayList from = new IntArrayList();
        IntArrayList to = new IntArrayList();
        FloatArrayList scores = new FloatArrayList();
        for (int i = 0; i < left.size(); i++) {
            if (cluster[left.getInt(i)] != cluster[right.getInt(i)]) {
                from.add(left.getInt(i));
                to.add(right.getInt(i));
                scores.add(logOdds.getFloat(i));
            }
        }
        return new Plan.Links(from.toIntArray(), to.toIntArray(), scores.toFloatArray());
    }

    /** Connected by edges or must-links; records in the order of their keys. */
    private List<int[]> components() {
        int[] root = new int[records.size()];
        Arrays.setAll(root, i -> i);
        for (int i = 0; i < left.size(); i++) {
            join(root, left.getInt(i), right.getInt(i));
        }
        for (int[] same : records.constraints().same()) {
            for (int member : same) {
                join(root, same[0], member);
            }
        }
        List<List<Integer>> sets = new ArrayList<>();
        int[] number = new int[root.length];
        for (int i = 0; i < root.length; i++) {
            int at = find(root, i);
            if (at == i) {
                number[i] = sets.size();
                sets.add(new ArrayList<>(2));
            }
            sets.get(number[at]).add(i);
        }
        return sets.stream()
                .map(set -> set.stream()
                        .sorted(Comparator.comparing(records::key))
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toList();
    }

    private static void join(int[] root, int a, int b) {
        int x = find(root, a);
        int y = find(root, b);
        root[Math.max(x, y)] = Math.min(x, y);
    }

    private static int find(int[] root, int of) {
        int at = of;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    private static Constraints inside(Constraints all, int[] component) {
        if (all.same().isEmpty() && all.different().isEmpty()) {
            return all;
        }
        List<int[]> same = new ArrayList<>();
        List<Constraints.Different> different = new ArrayList<>();
        for (int[] set : all.same()) {
            int[] nodes = nodes(set, component);
            if (nodes.length > 1) {
                same.add(nodes);
            }
        }
        for (Constraints.Different d : all.different()) {
            int[] one = nodes(d.left(), component);
            int[] two = nodes(d.right(), component);
            if (one.length > 0 && two.length > 0) {
                different.add(new Constraints.Different(one, two));
            }
        }
        return new Constraints(same, different);
    }

    private static int[] nodes(int[] set, int[] component) {
        IntSet wanted = new IntOpenHashSet(set);
        IntArrayList nodes = new IntArrayList();
        for (int node = 0; node < component.length; node++) {
            if (wanted.contains(component[node])) {
                nodes.add(node);
            }
        }
        return nodes.toIntArray();
    }
}
