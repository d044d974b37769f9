package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Cut.Guard;
import io.karat.cluster.Partition.Held;
import io.karat.cluster.Partition.Question;
import io.karat.cluster.Partition.Reason;
import io.karat.testing.GraphComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final Cut CUT = new Cut(3, -1, new Guard(8, 0.3, 400));

    @Test
    void aContradictionInAnExclusiveAttributeHoldsTheMerge() {
        var graph = new GraphComponent(2).link(0, 1, 9).conflict(0, 1);

        Partition partition = partition(graph);

        assertClusters(partition, "0", "1");
        assertThat(partition.held()).containsExactly(new Held(0, 1, 9, Reason.EXCLUSIVE));
        assertThat(partition.questions()).isEmpty();
    }

    @Test
    void aMustLinkGoesBeforeExclusive() {
        var graph = new GraphComponent(2).link(0, 1, -12).conflict(0, 1);

        Partition partition = Partitioner.partition(graph, new Constraints(List.of(new int[] {1, 0}), List.of()), CUT);

        assertClusters(partition, "0 1");
        assertThat(partition.held()).isEmpty();
    }

    @Test
    void linkageGoesOnWithTheNextBestAfterAHeldMerge() {
        var graph =
                new GraphComponent(3).link(0, 1, 9).conflict(0, 1).link(1, 2, 8).score(0, 2, 0);

        Partition partition = partition(graph);

        assertClusters(partition, "0", "1 2");
        assertThat(partition.held()).containsExactly(new Held(0, 1, 4.5, Reason.EXCLUSIVE));
    }

    @Test
    void aClusterAboveTheLargestSizeStandsIfMostOfItSpeaksForItself() {
        var graph = new GraphComponent(9).clique(9, 0, 1, 2, 3, 4, 5, 6, 7, 8);

        Partition partition = partition(graph);

        assertClusters(partition, "0 1 2 3 4 5 6 7 8");
        assertThat(partition.held()).isEmpty();
    }

    @Test
    void aClusterAboveTheLargestSizeIsHeldIfItIsAChain() {
        var graph = new GraphComponent(12);
        for (int node = 0; node < 12; node++) {
            for (int other = 0; other < node; other++) {
                graph.link(node, other, node / 3 == other / 3 ? 12 : node - other <= 3 ? 12 : -3);
            }
        }

        Partition partition = partition(graph);

        assertThat(partition.clusters()).hasSizeGreaterThan(1);
        assertThat(partition.clusters()).allMatch(cluster -> cluster.length <= 8);
    }

    @Test
    void recordsThatLookTheSameCountOnceForTheGuard() {
        var graph = new GraphComponent(12).clique(9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        for (int node = 0; node < 12; node++) {
            graph.fingerprint(node, node % 2);
        }

        assertClusters(partition(graph), "0 1 2 3 4 5 6 7 8 9 10 11");
    }

    @Test
    void recordsThatLookTheSameButSayNothingStayApart() {
        var graph = new GraphComponent(3).clique(0, 0, 1, 2);
        for (int node = 0; node < 3; node++) {
            graph.fingerprint(node, 7);
        }

        assertClusters(partition(graph), "0", "1", "2");
    }

    @Test
    void oneRecordPairDoesNotBridgeTwoGroups() {
        GraphComponent graph = twoGroups(-2).link(2, 3, 60);

        Partition partition = partition(graph);

        assertClusters(partition, "0 1 2", "3 4 5");
        assertThat(partition.held()).containsExactly(new Held(0, 1, (60 - 8 * 2) / 9.0, Reason.BRIDGE));
    }

    @Test
    void oneRecordThatKnowsAllOthersDoesNotBridgeTwoGroups() {
        GraphComponent graph = twoGroups(-2).link(2, 3, 13).link(2, 4, 13).link(2, 5, 13);

        assertThat(partition(graph).held()).containsExactly(new Held(0, 1, 3, Reason.BRIDGE));
        graph.link(1, 4, 5);
        assertClusters(partition(graph), "0 1 2 3 4 5");
    }

    @Test
    void pairsThatNoKeyBroughtTogetherSayNothingAgainstAMerge() {
        assertClusters(partition(twoGroups(5).link(2, 3, 5)), "0 1 2 3 4 5");
    }

    /** Two cliques of three, and what each pair across says. */
    private static GraphComponent twoGroups(double across) {
        var graph = new GraphComponent(6).clique(99, 0, 1, 2).clique(99, 3, 4, 5);
        for (int a = 0; a < 3; a++) {
            for (int b = 3; b < 6; b++) {
                graph.score(a, b, across);
            }
        }
        return graph;
    }

    @Test
    void oneRecordMayJoinAGroupByOneEdge() {
        var graph = new GraphComponent(4)
                .clique(9, 0, 1, 2)
                .score(0, 3, 5)
                .score(1, 3, 5)
                .link(2, 3, 5);

        assertClusters(partition(graph), "0 1 2 3");
    }

    @Test
    void aThinClusterIsHeld() {
        var star = new GraphComponent(7);
        for (int b = 1; b < 7; b++) {
            for (int a = 1; a < b; a++) {
                star.score(a, b, -2);
            }
            star.link(0, b, 40 - b);
        }

        Partition partition = partition(star);

        assertClusters(partition, "0 1 2 3 4 5", "6");
        assertThat(partition.held()).containsExactly(new Held(0, 1, (34 - 5 * 2) / 6.0, Reason.DENSITY));
    }

    @Test
    void aChainOfRecordsThatNeverMetIsOneClusterIfTheySpeakForEachOther() {
        var chain = new GraphComponent(7);
        for (int b = 1; b < 7; b++) {
            for (int a = 0; a < b; a++) {
                chain.score(a, b, 5);
            }
            chain.link(b - 1, b, 5);
        }

        assertClusters(partition(chain), "0 1 2 3 4 5 6");
    }

    @Test
    void clustersBetweenReviewAndLinkAreAQuestion() {
        var graph =
                new GraphComponent(4).link(0, 1, 9).link(1, 2, 2).score(0, 2, 0).link(2, 3, -2);

        Partition partition = partition(graph);

        assertClusters(partition, "0 1", "2", "3");
        assertThat(partition.questions()).containsExactly(new Question(0, 1, 1));
        assertThat(partition.held()).isEmpty();
    }

    @Test
    void noQuestionIsAskedAboutWhatAStewardToldApart() {
        var graph = new GraphComponent(3).link(0, 1, 9).link(1, 2, 4).link(0, 2, 9);

        Partition partition = Partitioner.partition(
                graph, new Constraints(List.of(), List.of(new Different(new int[] {0}, new int[] {2}))), CUT);

        assertClusters(partition, "0 1", "2");
        assertThat(partition.questions()).isEmpty();
        assertThat(partition.held()).isEmpty();
    }

    @Test
    void aRecordThatFitsTwoClustersNearlyEquallyWellIsHeld() {
        var graph = pairsThatDiffer().link(2, 4, 7).score(3, 4, 7).link(0, 4, 6).score(1, 4, 6);

        Partition partition = partition(graph);

        assertClusters(partition, "0 1", "2 3", "4");
        assertThat(partition.held())
                .containsExactly(new Held(0, 2, 6, Reason.AMBIGUOUS), new Held(1, 2, 7, Reason.AMBIGUOUS));
        assertThat(partition.questions()).isEmpty();
    }

    @Test
    void aRecordThatFitsOneOfTwoClustersFarBetterJoinsIt() {
        var graph = pairsThatDiffer().link(2, 4, 7).score(3, 4, 7).link(0, 4, 4).score(1, 4, 4);

        assertClusters(partition(graph), "0 1", "2 3 4");
    }

    @Test
    void ofTwoThatAStewardToldApartARecordFitsOneOnlyIfItIsFarBetter() {
        var graph = new GraphComponent(3).link(0, 1, 9).link(1, 2, 8).link(0, 2, 9);

        Partition partition = Partitioner.partition(
                graph, new Constraints(List.of(), List.of(new Different(new int[] {0}, new int[] {2}))), CUT);

        assertClusters(partition, "0", "1", "2");
        assertThat(partition.held())
                .containsExactly(new Held(0, 1, 9, Reason.AMBIGUOUS), new Held(1, 2, 8, Reason.AMBIGUOUS));
    }

    @Test
    void twoClustersThatARecordBringsTogetherAreNoRivals() {
        var graph = new GraphComponent(3).link(0, 1, 9).link(1, 2, 8).score(0, 2, -1);

        assertClusters(partition(graph), "0 1 2");
    }

    @Test
    void aRivalThatGoesElsewhereLeavesTheRecordToTheOther() {
        var graph = new GraphComponent(4)
                .link(0, 1, 9)
                .link(1, 2, 8)
                .score(0, 2, -9)
                .link(2, 3, 7)
                .score(1, 3, -9)
                .score(0, 3, -9);

        assertClusters(partition(graph), "0 1", "2 3");
    }

    @Test
    void whereTheBetterOneIsWantedARecordIsNotHeld() {
        var graph =
                pairsThatDiffer().link(2, 4, 7).score(3, 4, 7).link(0, 4, 6.5).score(1, 4, 6.5);

        Partition partition = Partitioner.partition(graph, Constraints.NONE, Cut.at(0.5, 0.3));

        assertClusters(partition, "0 1", "2 3 4");
    }

    /** Two clusters of two that contradict each other, and a record more. */
    private static GraphComponent pairsThatDiffer() {
        var graph = new GraphComponent(5).link(0, 1, 9).link(2, 3, 9);
        for (int a = 0; a < 2; a++) {
            for (int b = 2; b < 4; b++) {
                graph.score(a, b, -9);
            }
        }
        return graph;
    }

    @Test
    void aMustLinkJoinsRecordsThatShareNoKey() {
        var graph = new GraphComponent(4).link(0, 1, 5).link(2, 3, 5).score(0, 3, -12);

        Partition partition = Partitioner.partition(graph, new Constraints(List.of(new int[] {0, 3}), List.of()), CUT);

        assertClusters(partition, "0 3", "1", "2");
        assertThat(partition.questions()).containsExactly(new Question(0, 1, 2.5), new Question(0, 2, 2.5));
    }

    private static Partition partition(GraphComponent graph) {
        return Partitioner.partition(graph, Constraints.NONE, CUT);
    }

    private static void assertClusters(Partition partition, String... clusters) {
        assertThat(partition.clusters())
                .extracting(cluster -> String.join(
                        " ", Arrays.stream(cluster).mapToObj(Integer::toString).toList()))
                .containsExactly(clusters);
    }
}
