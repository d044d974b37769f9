package io.karat.cluster;

import io.karat.cluster.Partition.Between;
import io.karat.cluster.Partition.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What happens to a component that is too large to be partitioned afresh: its present clusters stay, and records that
 * arrive join the best of them, become a question, or stand alone.
 *
 * <ol>
 *   <li>Must-links join clusters and arrivals whatever else holds. A cluster that holds both sides of a "different" is
 *       partitioned afresh, by itself; of one that is too large for that, the smaller side leaves.
 *   <li>Arrivals, in the order of their nodes (those that a must-link joins as one): each joins the cluster with the
 *       highest mean evidence among those it has an edge with, if that mean reaches {@code cut.link}, no cannot-link
 *       forbids it and the guard lets it pass; else the next best; else it becomes a cluster, which later arrivals may
 *       join.
 *   <li>Held merges and questions are judged for the touched clusters.
 * </ol>
 *
 * <p>Pure and deterministic, but unlike {@link Partitioner} a function of the present clusters too. Evidence and density
 * are judged on at most 50 members of a cluster ({@link Sampled}), and only the neighbours of arrivals and of touched
 * clusters are asked for, so the work does not grow with the component where {@link Component#neighbours} does not. Nodes
 * of clusters that no arrival has an edge with may be left out.
 */
public final class LargeComponent {

    private static final int ASKED_FOR_NEIGHBOURS = 50;

    private final Component component;
    private final Constraints constraints;
    private final Cut cut;
    private final UnionFind confirmed;
    private final Sampled sampled;

    /** Clusters by their first node, members ascending; arrivals are clusters from the start. */
    private final TreeMap<Integer, int[]> clusters = new TreeMap<>();

    private final int[] firstOf;
    private final Set<Integer> touched = new TreeSet<>();

    /** Pairs that were not joined, as the arrival fits another cluster nearly as well. */
    private final Set<Pair> ambiguous = new HashSet<>();

    /** First nodes of arrivals that were not judged yet: nothing joins them, they join others. */
    private final TreeSet<Integer> pending = new TreeSet<>();

    /**
     * @param partition clusters as they are to be; of questions and held merges only those with a touched cluster, all
     *     others stand as before
     * @param touched numbers of clusters that are not what they were, ascending
     */
    public record Attached(Partition partition, int[] touched) {}

    /**
     * @param present disjoint sets of nodes that stay together; a node in none of them is an arrival, and so is a record
     *     whose features changed if the caller leaves it out
     */
    public static Attached attach(Component component, List<int[]> present, Constraints constraints, Cut cut) {
        LargeComponent large = new LargeComponent(component, constraints, cut);
        large.joinSame(present);
        large.splitDifferent();
        while (!large.pending.isEmpty()) {
            large.attach(large.pending.removeFirst());
        }
        return large.result();
    }

    private LargeComponent(Component component, Constraints constraints, Cut cut) {
        this.component = component;
        this.constraints = constraints;
        this.cut = cut;
        Decisions decisions = new Decisions(component.size(), constraints);
        confirmed = decisions.same();
        firstOf = new int[component.size()];
        sampled = new Sampled(component, decisions, cut);
    }

    private void joinSame(List<int[]> present) {
        UnionFind joined = new UnionFind(component.size());
        boolean[] arrived = new boolean[component.size()];
        Arrays.fill(arrived, true);
        Set<List<Integer>> before = new LinkedHashSet<>();
        for (int[] cluster : present) {
            before.add(Arrays.stream(cluster).sorted().boxed().toList());
            for (int node : cluster) {
                joined.union(cluster[0], node);
                arrived[node] = false;
            }
        }
        for (int node = 0; node < arrived.length; node++) {
            joined.union(node, confirmed.find(node));
        }
        for (int[] cluster : Edges.sets(joined, component.size())) {
            put(cluster);
            if (!before.contains(Arrays.stream(cluster).boxed().toList())) {
                touched.add(cluster[0]);
            }
            if (Arrays.stream(cluster).allMatch(node -> arrived[node])) {
                pending.add(cluster[0]);
            }
        }
    }

    private void splitDifferent() {
        for (int[] cluster : List.copyOf(clusters.values())) {
            if (sampled.tornApart(cluster)) {
                if (cluster.length <= cut.guard().largeComponent()) {
                    partitionAfresh(cluster);
                } else {
                    takeOut(cluster);
                }
            }
        }
    }

    private void partitionAfresh(int[] cluster) {
        Part part = new Part(component, cluster);
        for (int[] piece :
                Partitioner.partition(part, part.restrict(constraints), cut).clusters()) {
            int[] nodes = Arrays.stream(piece).map(i -> cluster[i]).toArray();
            put(nodes);
            touched.add(nodes[0]);
        }
    }

    /** Of a large cluster the smaller side of each "different" leaves, with what is confirmed to be one with it. */
    private void takeOut(int[] cluster) {
        int[] rest = cluster;
        for (Constraints.Different different : constraints.different()) {
            int[] left = inside(rest, different.left());
            int[] right = inside(rest, different.right());
            int[] leaves = left.length < right.length ? left : right;
            if (left.length > 0 && right.length > 0 && leaves.length < rest.length) {
                Set<Integer> gone = new TreeSet<>();
                Set<Integer> roots = new TreeSet<>();
                Arrays.stream(leaves).map(confirmed::find).forEach(roots::add);
                Arrays.stream(rest)
                        .filter(node -> roots.contains(confirmed.find(node)))
                        .forEach(gone::add);
                int[] piece = gone.stream().mapToInt(Integer::intValue).toArray();
                int[] stays =
                        Arrays.stream(rest).filter(node -> !gone.contains(node)).toArray();
                if (stays.length > 0) {
                    put(piece);
                    touched.add(piece[0]);
                    rest = stays;
                }
            }
        }
        if (rest.length < cluster.length) {
            clusters.remove(cluster[0], cluster);
            put(rest);
            touched.add(rest[0]);
        }
    }

    private static int[] inside(int[] cluster, int[] side) {
        return Arrays.stream(side)
                .filter(node -> Arrays.binarySearch(cluster, node) >= 0)
                .sorted()
                .toArray();
    }

    private void attach(int arrival) {
        int[] unit = at(arrival);
        List<Choice> choices = adjacent(unit).stream()
                .filter(first -> !pending.contains(first))
                .map(first -> new Choice(first, sampled.mean(unit, at(first))))
                .filter(choice -> choice.mean >= cut.review() && !sampled.forbidden(unit, at(choice.first)))
                .sorted(Comparator.comparingDouble(Choice::mean).reversed().thenComparingInt(Choice::first))
                .toList();
        choices.stream()
                .filter(choice -> choice.mean >= cut.link() && sampled.tripped(unit, at(choice.first)) == null)
                .filter(choice -> clear(arrival, choice, choices))
                .findFirst()
                .ifPresent(choice -> join(arrival, choice.first));
    }

    /** No other cluster that would stay apart fits the arrival nearly as well, as {@link Linkage} asks it of small components. */
    private boolean clear(int arrival, Choice best, List<Choice> choices) {
        int[] both = union(arrival, best.first);
        boolean clear = choices.stream()
                .filter(other -> other.first != best.first && best.mean - other.mean < cut.link())
                .noneMatch(other ->
                        sampled.forbidden(both, at(other.first)) || sampled.mean(both, at(other.first)) < cut.review());
        if (!clear) {
            ambiguous.add(new Pair(Math.min(arrival, best.first), Math.max(arrival, best.first)));
        }
        return clear;
    }

    /** A cluster that an arrival may join, by its first node. */
    private record Choice(int first, double mean) {}

    private int[] union(int a, int b) {
        return IntStream.concat(Arrays.stream(at(a)), Arrays.stream(at(b)))
                .sorted()
                .toArray();
    }

    private void join(int a, int b) {
        int[] both = union(a, b);
        clusters.remove(a);
        clusters.remove(b);
        touched.remove(a);
        touched.remove(b);
        put(both);
        touched.add(both[0]);
    }

    private Attached result() {
        List<int[]> all = List.copyOf(clusters.values());
        int[] numbers = new int[component.size()];
        for (int i = 0; i < all.size(); i++) {
            numbers[all.get(i)[0]] = i;
        }
        List<Between> open = openPairs().stream()
                .flatMap(pair ->
                        sampled.open(at(pair.left), at(pair.right)).stream().map(found -> named(pair, found)))
                .toList();
        return new Attached(
                Partition.of(all, open, component.size()),
                touched.stream().mapToInt(first -> numbers[first]).toArray());
    }

    private Between named(Pair pair, Between open) {
        return open.held() == null && ambiguous.contains(pair)
                ? new Between(open.a(), open.b(), open.evidence(), Reason.AMBIGUOUS)
                : open;
    }

    private record Pair(int left, int right) {
        static final Comparator<Pair> ORDER =
                Comparator.comparingInt(Pair::left).thenComparingInt(Pair::right);
    }

    /** Pairs of a touched cluster and one it has an edge with, by their first nodes. */
    private Set<Pair> openPairs() {
        Set<Pair> pairs = new TreeSet<>(Pair.ORDER);
        for (int one : touched) {
            for (int two : adjacent(at(one))) {
                pairs.add(new Pair(Math.min(one, two), Math.max(one, two)));
            }
        }
        return pairs;
    }

    /** First nodes of the other clusters that have an edge with this one, ascending. */
    private Set<Integer> adjacent(int[] cluster) {
        Set<Integer> adjacent = new TreeSet<>();
        for (int node : Sampled.sample(cluster, ASKED_FOR_NEIGHBOURS)) {
            for (int neighbour : component.neighbours(node)) {
                adjacent.add(firstOf[neighbour]);
            }
        }
        adjacent.remove(cluster[0]);
        return adjacent;
    }

    private void put(int[] cluster) {
        clusters.put(cluster[0], cluster);
        Arrays.stream(cluster).forEach(node -> firstOf[node] = cluster[0]);
    }

    private int[] at(int first) {
        int[] cluster = clusters.get(first);
        if (cluster == null) {
            throw new IllegalStateException("no cluster begins with node " + first);
        }
        return cluster;
    }
}
