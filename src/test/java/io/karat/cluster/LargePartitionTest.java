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
        assertOneGiant(1_200);
    }

    @Test
    @Tag("nightly")
    void aTrueClusterOfThousandsStaysWholeAndSwallowsNobody() {
        assertOneGiant(2_500);
    }

    private static void assertOneGiant(int size) {
        int[] sizes = IntStream.concat(
                        IntStream.of(size), IntStream.range(0, 300).map(i -> 1 + i % 5))
                .toArray();
        PlantedComponent component = PlantedComponent.of(1, 400, 300, sizes);

        Partition partition = Partitioner.partition(component, Constraints.NONE, CUT);

        int[] largest =
                partition.clusters().stream().max((a, b) -> a.length - b.length).orElseThrow();
        assertThat(largest.length).isBetween(size - size / 100, size);
        assertThat(IntStream.of(largest).map(node -> component.thing()[node])).containsOnly(0);
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
