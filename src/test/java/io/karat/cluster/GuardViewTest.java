package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Cut.Guard;
import io.karat.cluster.GuardView.Holds;
import io.karat.cluster.GuardView.OneAlready;
import io.karat.cluster.GuardView.OneList;
import io.karat.cluster.GuardView.Passes;
import io.karat.cluster.Partition.Held;
import io.karat.cluster.Partition.Reason;
import io.karat.testing.GraphComponent;
import io.karat.testing.Seeds;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The guard asked about two clusters, or about one. */
class GuardViewTest {

    private static final Cut CUT = new Cut(3, -1, new Guard(8, 0.3, 400));
    private static final Cut STRICT = new Cut(3, -1, new Guard(8, 0.6, 400));
    private static final Cut SAMPLED = new Cut(3, -1, new Guard(8, 0.3, 4));
    private static final Cut LISTS = new Cut(3, -1, Guard.DEFAULT, true);

    @Test
    void saysOfEveryPairThatLinkageHeldWhatLinkageSaid() {
        Set<Reason> met = EnumSet.noneOf(Reason.class);
        Seeds.each(200, random -> {
            GraphComponent graph = crowd(random);
            Partition partition = Partitioner.partition(graph, Constraints.NONE, STRICT);
            for (Held held : partition.held()) {
                int[] left = partition.clusters().get(held.left());
                int[] right = partition.clusters().get(held.right());
                assertThat(asked(graph, left, right)).isEqualTo(new Holds(held.reason()));
                assertThat(asked(graph, right, left)).isEqualTo(new Holds(held.reason()));
                met.add(held.reason());
            }
        });
        assertThat(met).contains(Reason.EXCLUSIVE, Reason.SIZE, Reason.BRIDGE, Reason.DENSITY);
    }

    /** Groups with some evidence between them, a few contradictions, and records that look the same. */
    private static GraphComponent crowd(SplittableRandom random) {
        int size = random.nextInt(8, 26);
        int group = random.nextInt(1, 7);
        int between = random.nextInt(3, 30);
        var graph = new GraphComponent(size);
        for (int b = 1; b < size; b++) {
            for (int a = 0; a < b; a++) {
                if (a / group == b / group) {
                    graph.link(a, b, 9);
                } else if (random.nextInt(100) < between) {
                    graph.link(a, b, random.nextInt(20, 90));
                } else {
                    graph.score(a, b, -2);
                }
                if (random.nextInt(200) == 0) {
                    graph.conflict(a, b);
                }
            }
        }
        return graph;
    }

    private static GuardView asked(GraphComponent graph, int[] one, int[] other) {
        int[] all = IntStream.concat(IntStream.of(one), IntStream.of(other))
                .sorted()
                .toArray();
        int[] ofOne = IntStream.range(0, all.length)
                .filter(node -> IntStream.of(one).anyMatch(n -> n == all[node]))
                .toArray();
        return Partitioner.guard(graph.keep(all), ofOne, Constraints.NONE, STRICT);
    }

    @Test
    void isAskedAlsoWhereTheEvidenceIsTooLittle() {
        var conflict = new GraphComponent(2).score(0, 1, -9).conflict(0, 1);

        assertThat(guard(conflict, CUT, 0)).isEqualTo(new Holds(Reason.EXCLUSIVE));
        assertThat(guard(new GraphComponent(2).score(0, 1, -9), CUT, 0)).isEqualTo(new Passes());
    }

    @Test
    void isAskedWhateverAStewardSaid() {
        var pair = new GraphComponent(2).link(0, 1, 9);
        var apart = new Constraints(List.of(), List.of(new Different(new int[] {0}, new int[] {1})));

        assertThat(Partitioner.guard(pair, new int[] {0}, apart, CUT)).isEqualTo(new Passes());
    }

    @Test
    void findsABridgeBetweenTwoGroupsAlsoBySamples() {
        GraphComponent bridged = groups().link(2, 3, 60);

        assertThat(guard(bridged, CUT, 0, 1, 2)).isEqualTo(new Holds(Reason.BRIDGE));
        assertThat(guard(bridged, SAMPLED, 0, 1, 2)).isEqualTo(new Holds(Reason.BRIDGE));
        bridged.link(1, 4, 5);
        assertThat(guard(bridged, CUT, 0, 1, 2)).isEqualTo(new Passes());
    }

    @Test
    void isNotAskedWhereBothHoldARecordOfOneCleanList() {
        var twice = new GraphComponent(2).link(0, 1, 9).conflict(0, 1);
        var once = new GraphComponent(2).link(0, 1, 9).source(1, "t");

        assertThat(guard(twice, LISTS, 0)).isEqualTo(new OneList());
        assertThat(guard(once, LISTS, 0)).isEqualTo(new Passes());
    }

    @Test
    void tellsHowDenseOneIsAndWhetherOnePairHoldsItTogether() {
        OneAlready bridged = Partitioner.within(groups().link(2, 3, 60), Constraints.NONE, CUT);
        OneAlready twice = Partitioner.within(groups().link(2, 3, 60).link(1, 4, 5), Constraints.NONE, CUT);

        assertThat(bridged.density()).isCloseTo(7 / 15.0, within(1e-9));
        assertThat(bridged.bridged()).isTrue();
        assertThat(twice.density()).isCloseTo(8 / 15.0, within(1e-9));
        assertThat(twice.bridged()).isFalse();
        assertThat(Partitioner.within(new GraphComponent(1), Constraints.NONE, CUT))
                .isEqualTo(new OneAlready(1, false));
    }

    /** Two cliques of three that say nothing for each other. */
    private static GraphComponent groups() {
        var graph = new GraphComponent(6).clique(99, 0, 1, 2).clique(99, 3, 4, 5);
        for (int a = 0; a < 3; a++) {
            for (int b = 3; b < 6; b++) {
                graph.score(a, b, -2);
            }
        }
        return graph;
    }

    private static GuardView guard(GraphComponent graph, Cut cut, int... one) {
        return Partitioner.guard(graph, one, Constraints.NONE, cut);
    }
}
