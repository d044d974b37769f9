package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Cut.Guard;
import io.karat.testing.GraphComponent;
import io.karat.testing.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Components too large for the exact linkage: what is one stays one, what is many stays many, and none stalls. */
class LargePartitionTest {

    private static final Cut CUT = new Cut(3, -1, Guard.DEFAULT);

    /** The same, linked exactly whatever its size. */
    private static final Cut EXACT = new Cut(
            CUT.link(), CUT.review(), new Guard(Guard.DEFAULT.maxSize(), Guard.DEFAULT.minDensity(), 1_000_000));

    @Test
    void aTrueClusterFarAboveTheLargestSizeStaysWholeAndSwallowsNobody() {
        assertOneGiant(1_200, 400);
    }

    @Test
    void aTrueClusterStaysWholeThoughKeysBroughtFewOfItsPairsTogether() {
        assertOneGiant(520, 60);
    }

    @Test
    void aTrueClusterOfThousandsStaysWholeThoughEachOfItsRecordsMetFiftyOthers() {
        assertOneGiant(5_000, 10);
    }

    @Test
    @Tag("nightly")
    void aTrueClusterOfThousandsStaysWholeAndSwallowsNobody() {
        assertOneGiant(2_500, 400);
    }

    /** @param known of a thousand pairs of the giant that are edges */
    private static void assertOneGiant(int size, int known) {
        int[] sizes = IntStream.concat(
                        IntStream.of(size), IntStream.range(0, 300).map(i -> 1 + i % 5))
                .toArray();
        PlantedComponent component = PlantedComponent.of(1, known, 300, sizes);
        long start = System.nanoTime();

        Partition partition = Partitioner.partition(component, Constraints.NONE, CUT);

        System.out.printf("one of %,d: %.2f ms a record%n", size, (System.nanoTime() - start) / 1e6 / component.size());
        int[] largest =
                partition.clusters().stream().max((a, b) -> a.length - b.length).orElseThrow();
        assertThat(largest).hasSize(size);
        assertThat(IntStream.of(largest).map(node -> component.thing()[node])).containsOnly(0);
    }

    /** Two pairs of five speak loudly for each other, the other three a little against: chains wherever one looks. */
    @Test
    void aGiantMadeOfChainsIsStoppedAndTheQuestionSaysWhy() {
        for (int nodes : new int[] {300, 900}) {
            SplittableRandom random = new SplittableRandom(nodes);
            var chains = new GraphComponent(nodes);
            for (int a = 0; a < nodes; a++) {
                for (int b = 0; b < a; b++) {
                    if (random.nextInt(5) < 2) {
                        chains.link(a, b, 12);
                    } else {
                        chains.score(a, b, -1.4);
                    }
                }
            }

            Partition partition = Partitioner.partition(chains, Constraints.NONE, CUT);

            assertThat(partition.clusters())
                    .extracting(c -> c.length)
                    .allMatch(size -> size < 1.5 * Guard.DEFAULT.maxSize());
            assertThat(partition.held()).extracting(Partition.Held::reason).contains(Partition.Reason.SIZE);
        }
    }

    @Test
    void aChainOfThousandsMakesNoGiant() {
        int nodes = 2_000;
        var chain = new GraphComponent(nodes);
        for (int a = 0; a < nodes; a++) {
            for (int b = 0; b < a; b++) {
                if (a - b == 1) {
                    chain.link(a, b, 6);
                } else {
                    chain.score(a, b, -6);
                }
            }
        }

        List<int[]> clusters =
                Partitioner.partition(chain, Constraints.NONE, CUT).clusters();

        assertThat(clusters).allMatch(cluster -> cluster.length <= 3);
        assertThat(clusters.stream().mapToInt(cluster -> cluster.length).sum()).isEqualTo(nodes);
    }

    @Test
    void takenToPiecesAComponentIsPartitionedAsItIsAsAWhole() {
        Seeds.each(6, random -> {
            PlantedComponent component = planted(random);

            Partition pieces = Partitioner.partition(component, Constraints.NONE, CUT);
            Partition whole = Partitioner.partition(component, Constraints.NONE, EXACT);

            assertThat(component.size()).isGreaterThan(Guard.DEFAULT.largeComponent());
            assertThat(agreement(pieces.clusters(), whole.clusters())).isGreaterThan(0.99);
        });
    }

    @Test
    void theSameComponentIsAlwaysTakenApartInTheSameWay() {
        Seeds.with(9, random -> {
            PlantedComponent component = planted(random);
            List<List<Integer>> first = lists(Partitioner.partition(component, Constraints.NONE, CUT));
            assertThat(lists(Partitioner.partition(component, Constraints.NONE, CUT)))
                    .isEqualTo(first);
        });
    }

    /** Six to nine hundred records of things of one to thirty records. */
    private static PlantedComponent planted(SplittableRandom random) {
        int[] sizes = random.ints(45 + random.nextInt(15), 1, 31).toArray();
        return PlantedComponent.of(random.nextLong(), 500, 3_000, sizes);
    }

    private static List<List<Integer>> lists(Partition partition) {
        return partition.clusters().stream()
                .map(cluster -> IntStream.of(cluster).boxed().toList())
                .toList();
    }

    /** Pairwise F1 between two partitions. */
    private static double agreement(List<int[]> some, List<int[]> others) {
        Map<Integer, Integer> other = new HashMap<>();
        for (int number = 0; number < others.size(); number++) {
            for (int node : others.get(number)) {
                other.put(node, number);
            }
        }
        double common = 0;
        for (int[] cluster : some) {
            Map<Integer, Integer> counts = new HashMap<>();
            for (int node : cluster) {
                counts.merge(other.getOrDefault(node, -1), 1, Integer::sum);
            }
            common += counts.values().stream()
                    .mapToDouble(LargePartitionTest::pairs)
                    .sum();
        }
        double all = some.stream().mapToDouble(c -> pairs(c.length)).sum()
                + others.stream().mapToDouble(c -> pairs(c.length)).sum();
        return all == 0 ? 1 : 2 * common / all;
    }

    private static double pairs(int n) {
        return n * (n - 1.0) / 2;
    }
}
