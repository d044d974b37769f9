package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Cut.Guard;
import io.karat.testing.GraphComponent;
import io.karat.testing.RandomGraphs;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartitionerTest {

    private static final Cut CUT = new Cut(3, -1, new Guard(7, 0.4, 400));

    @Test
    void agreesWithTheNaiveDefinition() {
        Set<Partition.Reason> seen = EnumSet.noneOf(Partition.Reason.class);
        Seeds.each(4000, random -> {
            var graphs = new RandomGraphs(random, 2 + random.nextInt(13));
            Component component = graphs.coarse();
            Constraints constraints = graphs.constraints();

            Partition partition = Partitioner.partition(component, constraints, CUT);

            Partition naive = new NaivePartition(component, constraints, CUT).partition();
            assertThat(sets(partition.clusters())).isEqualTo(sets(naive.clusters()));
            assertThat(partition.held().stream()
                            .map(h -> new Partition.Held(h.left(), h.right(), near(h.evidence()), h.reason()))
                            .toList())
                    .isEqualTo(naive.held().stream()
                            .map(h -> new Partition.Held(h.left(), h.right(), near(h.evidence()), h.reason()))
                            .toList());
            assertThat(partition.questions().stream()
                            .map(q -> new Partition.Question(q.left(), q.right(), near(q.evidence())))
                            .toList())
                    .isEqualTo(naive.questions().stream()
                            .map(q -> new Partition.Question(q.left(), q.right(), near(q.evidence())))
                            .toList());
            partition.held().forEach(held -> seen.add(held.reason()));
        });
        assertThat(seen).contains(Partition.Reason.EXCLUSIVE, Partition.Reason.AMBIGUOUS);
    }

    @Test
    void everyRecordIsInOneClusterAndDecisionsHold() {
        Seeds.each(1000, random -> {
            int size = 2 + random.nextInt(60);
            var graphs = new RandomGraphs(random, size);
            Component component = graphs.fine();
            Constraints constraints = graphs.constraints();

            List<int[]> clusters =
                    Partitioner.partition(component, constraints, CUT).clusters();

            assertWholeAndAsDecided(clusters, size, constraints);
        });
    }

    /** Without ties, not even the numbering of the nodes matters. */
    @Test
    void doesNotDependOnTheOrderOfRecordsOrDecisions() {
        Seeds.each(1000, random -> {
            int size = 2 + random.nextInt(40);
            var graphs = new RandomGraphs(random, size);
            boolean copies = random.nextBoolean();
            GraphComponent component = copies ? graphs.fineWithCopies() : graphs.fine();
            Constraints constraints = copies ? Constraints.NONE : graphs.constraints();
            int[] order = graphs.shuffle();
            int[] place = new int[size];
            for (int i = 0; i < size; i++) {
                place[order[i]] = i;
            }

            Partition partition = Partitioner.partition(component, constraints, CUT);
            Partition other = Partitioner.partition(component.keep(order), renumbered(constraints, n -> place[n]), CUT);

            assertThat(described(other, n -> order[n])).isEqualTo(described(partition, n -> n));
        });
    }

    @Test
    void thePartitionOfAUnionIsTheUnionOfThePartitions() {
        Seeds.each(1000, random -> {
            var graphs = new RandomGraphs(random, 4 + random.nextInt(30));
            GraphComponent all = graphs.coarse();
            Constraints constraints = graphs.constraints();

            Set<String> whole = described(Partitioner.partition(all, constraints, CUT), n -> n);

            Set<String> parts = new TreeSet<>();
            for (int[] island : Edges.of(all).components(constraints.same())) {
                Part part = new Part(all, island);
                Partition partition = Partitioner.partition(part, part.restrict(constraints), CUT);
                parts.addAll(described(partition, n -> island[n]));
            }
            assertThat(parts).isEqualTo(whole);
        });
    }

    /** Four cliques of six, each a little linked to the next. */
    @Test
    void aLargeComponentIsTakenToPieces() {
        var graph = new GraphComponent(24);
        for (int first = 0; first < 24; first += 6) {
            graph.clique(9, IntStream.range(first, first + 6).toArray());
            if (first > 0) {
                for (int node = first; node < first + 6; node++) {
                    graph.link(node, first - 1, 0.5).link(node, first - 2, 0.5);
                }
            }
        }
        Cut small = new Cut(3, -1, new Guard(100, 0.3, 10));

        Partition partition = Partitioner.partition(graph, Constraints.NONE, small);
        Partition whole = Partitioner.partition(graph, Constraints.NONE, CUT);

        assertThat(described(partition, n -> n)).isEqualTo(described(whole, n -> n));
        assertThat(partition.clusters()).hasSize(4);
        assertThat(partition.questions()).hasSize(3);
    }

    @Test
    void decisionsHoldInALargeComponentToo() {
        Seeds.each(500, random -> {
            int size = 10 + random.nextInt(60);
            var graphs = new RandomGraphs(random, size);
            GraphComponent graph = graphs.coarse();
            Constraints constraints = graphs.constraints();
            Cut small = new Cut(3, -1, new Guard(7, 0.4, 5 + random.nextInt(10)));

            Partition partition = Partitioner.partition(graph, constraints, small);

            assertWholeAndAsDecided(partition.clusters(), size, constraints);
            int[] pairs = IntStream.concat(
                            partition.held().stream().mapToInt(h -> h.left() * size + h.right()),
                            partition.questions().stream().mapToInt(q -> q.left() * size + q.right()))
                    .toArray();
            assertThat(pairs).doesNotHaveDuplicates();
        });
    }

    @Test
    void anEmptyComponentHasNoClusters() {
        assertThat(Partitioner.partition(new GraphComponent(0), Constraints.NONE, CUT))
                .isEqualTo(new Partition(List.of(), List.of(), List.of()));
    }

    private static void assertWholeAndAsDecided(List<int[]> clusters, int size, Constraints constraints) {
        assertThat(clusters.stream().flatMapToInt(Arrays::stream).sorted())
                .containsExactly(IntStream.range(0, size).boxed().toArray(Integer[]::new));
        for (int[] set : constraints.same()) {
            assertThat(clusters).anyMatch(cluster -> Arrays.stream(set).allMatch(node -> has(cluster, node)));
        }
        for (Different different : constraints.different()) {
            assertThat(clusters)
                    .noneMatch(cluster -> Arrays.stream(different.left()).anyMatch(node -> has(cluster, node))
                            && Arrays.stream(different.right()).anyMatch(node -> has(cluster, node)));
        }
    }

    private static double near(double evidence) {
        return Math.round(evidence * 1e6) / 1e6;
    }

    private static Constraints renumbered(Constraints constraints, IntUnaryOperator number) {
        List<int[]> same = new ArrayList<>();
        constraints
                .same()
                .forEach(set -> same.addFirst(Arrays.stream(set).map(number).toArray()));
        List<Different> different = new ArrayList<>();
        constraints
                .different()
                .forEach(d -> different.addFirst(new Different(
                        Arrays.stream(d.right()).map(number).toArray(),
                        Arrays.stream(d.left()).map(number).toArray())));
        return new Constraints(same, different);
    }

    /** Clusters, held merges and questions in words, with nodes renamed. */
    private static Set<String> described(Partition partition, IntUnaryOperator name) {
        List<String> clusters = partition.clusters().stream()
                .map(cluster -> Arrays.stream(cluster)
                        .map(name)
                        .sorted()
                        .boxed()
                        .toList()
                        .toString())
                .toList();
        return Stream.of(
                        clusters.stream(),
                        partition.held().stream()
                                .map(h -> pair(clusters, h.left(), h.right()) + h.evidence() + h.reason()),
                        partition.questions().stream().map(q -> pair(clusters, q.left(), q.right()) + q.evidence()))
                .flatMap(s -> s)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String pair(List<String> clusters, int left, int right) {
        return Stream.of(clusters.get(left), clusters.get(right))
                .sorted()
                .toList()
                .toString();
    }

    private static List<List<Integer>> sets(List<int[]> clusters) {
        return clusters.stream().map(c -> Arrays.stream(c).boxed().toList()).toList();
    }

    private static boolean has(int[] set, int node) {
        return Arrays.stream(set).anyMatch(member -> member == node);
    }
}
