package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Cut.Guard;
import io.karat.cluster.LargeComponent.Attached;
import io.karat.cluster.Partition.Held;
import io.karat.cluster.Partition.Question;
import io.karat.cluster.Partition.Reason;
import io.karat.model.RecordKey;
import io.karat.testing.GraphComponent;
import io.karat.testing.RandomGraphs;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeComponentTest {

    private static final Cut CUT = new Cut(3, -1, new Guard(8, 0.3, 400));

    @Test
    void anArrivalJoinsTheBestClusterAndNothingElseMoves() {
        var graph = new GraphComponent(5)
                .link(0, 1, 9)
                .link(2, 3, -3)
                .link(0, 4, 5)
                .link(1, 4, 5)
                .link(2, 4, 9);

        Attached attached = attach(graph, set(0, 1), set(2), set(3));

        assertClusters(attached, "0 1", "2 4", "3");
        assertThat(attached.touched()).containsExactly(1);
        assertThat(attached.partition().questions()).containsExactly(new Question(0, 1, 2.5));
    }

    @Test
    void anArrivalThatTheGuardHoldsGoesToTheNextBest() {
        var graph = new GraphComponent(3).link(0, 2, 9).conflict(0, 2).link(1, 2, 5);

        Attached attached = attach(graph, set(0), set(1));

        assertClusters(attached, "0", "1 2");
        assertThat(attached.partition().held()).containsExactly(new Held(0, 1, 4.5, Reason.EXCLUSIVE));
    }

    @Test
    void anArrivalThatFitsTwoClustersNearlyEquallyWellStandsAlone() {
        var graph = new GraphComponent(3).link(0, 2, 9).link(1, 2, 8).score(0, 1, -12);

        Attached attached = attach(graph, set(0), set(1));

        assertClusters(attached, "0", "1", "2");
        assertThat(attached.partition().held())
                .containsExactly(new Held(0, 2, 9, Reason.AMBIGUOUS), new Held(1, 2, 8, Reason.AMBIGUOUS));
    }

    @Test
    void anArrivalBetweenReviewAndLinkStandsAloneAndIsAQuestion() {
        var graph = new GraphComponent(2).link(0, 1, 1);

        Attached attached = attach(graph, set(0));

        assertClusters(attached, "0", "1");
        assertThat(attached.touched()).containsExactly(1);
        assertThat(attached.partition().questions()).containsExactly(new Question(0, 1, 1));
    }

    @Test
    void arrivalsThatBelongTogetherFindEachOther() {
        var graph = new GraphComponent(4).clique(9, 1, 2, 3);

        assertClusters(attach(graph, set(0)), "0", "1 2 3");
    }

    @Test
    void presentClustersDoNotMergeByThemselvesButAreAskedAbout() {
        var graph = new GraphComponent(3).clique(9, 0, 1, 2);

        Attached attached = attach(graph, set(0), set(1));

        assertClusters(attached, "0 2", "1");
        assertThat(attached.partition().questions()).containsExactly(new Question(0, 1, 9));
    }

    @Test
    void aMustLinkJoinsPresentClusters() {
        var graph = new GraphComponent(4).link(0, 1, 9).link(2, 3, 9).conflict(0, 3);
        var constraints = new Constraints(List.of(set(1, 2)), List.of());

        Attached attached = LargeComponent.attach(graph, List.of(set(0, 1), set(2, 3)), constraints, CUT);

        assertClusters(attached, "0 1 2 3");
        assertThat(attached.touched()).containsExactly(0);
    }

    @Test
    void aDifferentSplitsAPresentClusterByItself() {
        var graph = new GraphComponent(4)
                .clique(9, 0, 1, 2, 3)
                .score(0, 3, 8)
                .score(1, 3, 4)
                .score(2, 3, 4);
        var constraints = new Constraints(List.of(), List.of(new Different(set(0), set(3))));

        Attached attached = LargeComponent.attach(graph, List.of(set(0, 1, 2, 3)), constraints, CUT);

        assertClusters(attached, "0 1 2", "3");
        assertThat(attached.touched()).containsExactly(0, 1);
        assertThat(attached.partition().questions()).isEmpty();
    }

    @Test
    void nothingIsTouchedWhereNothingArrives() {
        var graph = new GraphComponent(3).clique(9, 0, 1, 2);

        assertThat(attach(graph, set(0), set(2, 1)).touched()).isEmpty();
    }

    @Test
    void presentClustersStayWholeAndDecisionsHold() {
        Seeds.each(1500, random -> {
            int size = 4 + random.nextInt(30);
            var graphs = new RandomGraphs(random, size);
            GraphComponent graph = graphs.coarse();
            Constraints constraints = graphs.constraints();
            int known = random.nextInt(size);
            Part earlier = new Part(graph, IntStream.range(0, known).toArray());
            List<int[]> present = Partitioner.partition(earlier, earlier.restrict(constraints), CUT)
                    .clusters();
            List<int[]> shuffled = new ArrayList<>(present);
            Collections.shuffle(shuffled, new Random(size));

            Attached attached = LargeComponent.attach(graph, present, constraints, CUT);
            Attached again = LargeComponent.attach(graph, shuffled, constraints, CUT);

            List<List<Integer>> clusters = lists(attached.partition().clusters());
            assertThat(lists(again.partition().clusters())).isEqualTo(clusters);
            assertThat(again.partition().questions())
                    .isEqualTo(attached.partition().questions());
            assertThat(clusters.stream().flatMap(List::stream).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
            for (int[] cluster : present) {
                assertThat(clusters).anyMatch(c -> c.containsAll(list(cluster)));
            }
            for (int[] set : constraints.same()) {
                assertThat(clusters).anyMatch(c -> c.containsAll(list(set)));
            }
            for (Different different : constraints.different()) {
                assertThat(clusters)
                        .noneMatch(c -> Arrays.stream(different.left()).anyMatch(c::contains)
                                && Arrays.stream(different.right()).anyMatch(c::contains));
            }
            Set<Integer> touched = new HashSet<>(list(attached.touched()));
            for (int i = 0; i < clusters.size(); i++) {
                assertThat(touched.contains(i)).isEqualTo(!lists(present).contains(clusters.get(i)));
            }
        });
    }

    /** One component of 5,000 records: a chain of clusters of ten, each linked to the next. */
    @Test
    void anArrivalAsksForAFewPairsOnly() {
        int size = 5000;
        int[] asked = new int[1];
        Component chain = new Component() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public RecordKey key(int node) {
                return new RecordKey("s", "%05d".formatted(node));
            }

            @Override
            public double evidence(int a, int b) {
                asked[0]++;
                return a / 10 == b / 10 ? 9 : edge(a, b) ? 0 : -5;
            }

            @Override
            public boolean edge(int a, int b) {
                asked[0]++;
                return a / 10 == b / 10 || Math.abs(a - b) == 1;
            }

            @Override
            public int[] neighbours(int node) {
                return IntStream.range(Math.max(0, node - 12), Math.min(size, node + 12))
                        .filter(other -> other != node && edge(node, other))
                        .toArray();
            }

            @Override
            public boolean exclusiveConflict(int a, int b) {
                return false;
            }

            @Override
            public long fingerprint(int node) {
                return node;
            }
        };
        List<int[]> present = IntStream.range(0, size / 10)
                .mapToObj(i -> IntStream.range(10 * i, 10 * i + 10)
                        .filter(n -> n != 2505)
                        .toArray())
                .toList();

        Attached attached = LargeComponent.attach(chain, present, Constraints.NONE, new Cut(3, -1, Guard.DEFAULT));

        assertThat(attached.partition().clusters()).hasSize(500);
        assertThat(attached.touched()).containsExactly(250);
        assertThat(asked[0]).isLessThan(2000);
    }

    private static Attached attach(Component component, int[]... present) {
        return LargeComponent.attach(component, List.of(present), Constraints.NONE, CUT);
    }

    private static void assertClusters(Attached attached, String... clusters) {
        assertThat(attached.partition().clusters())
                .extracting(c -> String.join(
                        " ", Arrays.stream(c).mapToObj(Integer::toString).toList()))
                .containsExactly(clusters);
    }

    private static List<List<Integer>> lists(List<int[]> clusters) {
        return clusters.stream().map(LargeComponentTest::list).toList();
    }

    private static List<Integer> list(int[] set) {
        return Arrays.stream(set).boxed().toList();
    }

    private static int[] set(int... nodes) {
        return nodes;
    }
}
