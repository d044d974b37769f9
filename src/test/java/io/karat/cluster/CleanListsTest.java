package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Cut.Guard;
import io.karat.cluster.Partition.Question;
import io.karat.testing.GraphComponent;
import io.karat.testing.RandomGraphs;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One record per source: the best assignment, not the first. */
class CleanListsTest {

    private static final Cut CUT = new Cut(3, -1, Guard.DEFAULT, true);

    /** As many records of each source; the first ones are of {@code a}. */
    private static GraphComponent lists(int each, String... sources) {
        GraphComponent graph = new GraphComponent(each * sources.length);
        for (int node = 0; node < graph.size(); node++) {
            graph.source(node, sources[node / each]);
            for (int other = 0; other < node; other++) {
                graph.score(node, other, -6);
            }
        }
        return graph;
    }

    private static Set<Set<Integer>> clusters(Component component, Constraints constraints) {
        return named(Partitioner.partition(component, constraints, CUT), node -> node);
    }

    private static Set<Set<Integer>> named(Partition partition, IntUnaryOperator name) {
        return partition.clusters().stream()
                .map(cluster -> Arrays.stream(cluster).map(name).boxed().collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    @Test
    void theBestPairGivesWayToTheBestAssignment() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 6).link(0, 3, 5.5).link(1, 2, 5.5);

        assertThat(clusters(graph, Constraints.NONE)).containsExactlyInAnyOrder(Set.of(0, 3), Set.of(1, 2));
    }

    @Test
    void theWeakerCandidateStaysApart() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 8).link(1, 2, 2);

        Partition partition = Partitioner.partition(graph, Constraints.NONE, CUT);

        assertThat(named(partition, node -> node)).contains(Set.of(0, 2), Set.of(1));
        assertThat(partition.questions()).isEmpty();
        assertThat(partition.held()).isEmpty();
    }

    @Test
    void equallyGoodCandidatesAreAskedAbout() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 8).link(1, 2, 8);

        Partition partition = Partitioner.partition(graph, Constraints.NONE, CUT);

        assertThat(partition.clusters()).hasSize(4);
        assertThat(partition.questions())
                .extracting(Question::left, Question::right)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(0, 2), org.assertj.core.groups.Tuple.tuple(1, 2));
    }

    @Test
    void recordsThatLookTheSameCompeteToo() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 8).link(1, 2, 8).link(0, 1, 12);
        graph.fingerprint(0, 7).fingerprint(1, 7).fingerprint(2, 7);

        assertThat(clusters(graph, Constraints.NONE)).hasSize(4);
    }

    @Test
    void threeSourcesGiveOneRecordEach() {
        GraphComponent graph = lists(2, "a", "b", "c")
                .clique(7, 0, 2, 4)
                .link(2, 5, 2)
                .link(0, 5, 1)
                .link(1, 3, 6);

        assertThat(clusters(graph, Constraints.NONE))
                .containsExactlyInAnyOrder(Set.of(0, 2, 4), Set.of(1, 3), Set.of(5));
    }

    @Test
    void twoRecordsOfOneSourceAreOneIfAStewardSaysSo() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 8).link(1, 2, 8);

        assertThat(clusters(graph, new Constraints(List.of(new int[] {0, 1}), List.of())))
                .containsExactlyInAnyOrder(Set.of(0, 1, 2), Set.of(3));
    }

    @Test
    void whatAStewardJoinedIsTakenForAllOthers() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 4).link(1, 2, 9);

        assertThat(clusters(graph, new Constraints(List.of(new int[] {0, 2}), List.of())))
                .containsExactlyInAnyOrder(Set.of(0, 2), Set.of(1), Set.of(3));
    }

    @Test
    void whatAStewardKeptApartLeavesThePlaceToTheNext() {
        GraphComponent graph = lists(2, "a", "b").link(0, 2, 9).link(1, 2, 5);

        assertThat(clusters(graph, new Constraints(List.of(), List.of(new Different(new int[] {0}, new int[] {2})))))
                .containsExactlyInAnyOrder(Set.of(0), Set.of(1, 2), Set.of(3));
    }

    private static GraphComponent random(SplittableRandom random, int size) {
        GraphComponent graph = new RandomGraphs(random, size).fine();
        for (int node = 0; node < size; node++) {
            graph.source(node, "s" + random.nextInt(3));
        }
        return graph;
    }

    @Test
    void noClusterHoldsTwoRecordsOfOneSourceAndTheOrderChangesNothing() {
        Seeds.each(500, random -> {
            int size = 2 + random.nextInt(40);
            GraphComponent graph = random(random, size);
            int[] order = RandomGraphs.shuffled(random, size);

            Set<Set<Integer>> clusters = clusters(graph, Constraints.NONE);

            assertThat(named(Partitioner.partition(graph.keep(order), Constraints.NONE, CUT), node -> order[node]))
                    .isEqualTo(clusters);
            for (Set<Integer> cluster : clusters) {
                assertThat(cluster.stream().map(node -> graph.key(node).source()))
                        .doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void thePartitionOfAUnionIsTheUnionOfThePartitions() {
        Seeds.each(300, random -> {
            GraphComponent all = random(random, 4 + random.nextInt(30));
            Set<Set<Integer>> parts = new HashSet<>();
            for (int[] island : Edges.of(all).components(List.of())) {
                parts.addAll(named(
                        Partitioner.partition(new Part(all, island), Constraints.NONE, CUT), node -> island[node]));
            }
            assertThat(parts).isEqualTo(clusters(all, Constraints.NONE));
        });
    }

    /**
     * Against all assignments of small lists, each as likely as the odds of its pairs say. In cycles belief propagation is
     * surer than it should be, but of the right assignment.
     */
    @Test
    void joinsWhatIsLikelyOverAllAssignments() {
        Seeds.each(500, random -> {
            int each = 2 + random.nextInt(2);
            GraphComponent graph = lists(each, "a", "b");
            double[][] score = new double[each][each];
            for (double[] row : score) {
                Arrays.fill(row, Double.NEGATIVE_INFINITY);
            }
            for (int a = 0; a < each; a++) {
                for (int b = 0; b < each; b++) {
                    if (random.nextInt(3) > 0) {
                        score[a][b] = random.nextDouble() * 10 - 1;
                        graph.link(a, each + b, score[a][b]);
                    }
                }
            }
            double[][] exact = marginals(score);
            Set<Set<Integer>> clusters = clusters(graph, Constraints.NONE);
            for (int a = 0; a < each; a++) {
                for (int b = 0; b < each; b++) {
                    if (exact[a][b] > 0.99) {
                        assertThat(clusters).contains(new TreeSet<>(List.of(a, each + b)));
                    }
                    if (exact[a][b] < 0.6) {
                        assertThat(clusters).doesNotContain(new TreeSet<>(List.of(a, each + b)));
                    }
                }
            }
        });
    }

    /** Of each pair, the share of all assignments, weighted by their odds, that have it. */
    private static double[][] marginals(double[][] score) {
        double[][] with = new double[score.length][score.length];
        double all = sum(score, 0, new ArrayList<>(), 1, with);
        for (double[] row : with) {
            Arrays.setAll(row, b -> row[b] / all);
        }
        return with;
    }

    private static double sum(double[][] score, int a, List<Integer> taken, double odds, double[][] with) {
        if (a == score.length) {
            for (int i = 0; i < a; i++) {
                if (taken.get(i) >= 0) {
                    with[i][taken.get(i)] += odds;
                }
            }
            return odds;
        }
        double all = 0;
        for (int b = -1; b < score.length; b++) {
            if (b < 0 || (!taken.contains(b) && score[a][b] > Double.NEGATIVE_INFINITY)) {
                taken.add(b);
                all += sum(score, a + 1, taken, b < 0 ? odds : odds * Math.exp(score[a][b]), with);
                taken.removeLast();
            }
        }
        return all;
    }
}
