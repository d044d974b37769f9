package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Bonds.Bond;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BondsTest {

    /** Two triangles, 0-1-2 and 3-4-5, and one bond between them. */
    private static final List<Bond> TWO_TRIANGLES = List.of(
            new Bond(0, 1, 5),
            new Bond(1, 2, 5),
            new Bond(0, 2, 1),
            new Bond(2, 3, 2),
            new Bond(3, 4, 4),
            new Bond(4, 5, 4),
            new Bond(3, 5, 4));

    @Test
    void findsTheBondThatAloneHoldsTwoGroupsTogether() {
        BitSet bridges = new Bonds(6, TWO_TRIANGLES).bridges();

        assertThat(bridges.stream()).containsExactly(3);
    }

    @Test
    void cutsABridgeIntoItsTwoSides() {
        Bonds bonds = new Bonds(7, TWO_TRIANGLES);

        assertThat(bonds.cut(TWO_TRIANGLES.get(3))).containsExactly(3, 4, 5);
    }

    @Test
    void leavesARecordWithTheEndToWhichTheStrongerWayLeads() {
        Bonds bonds = new Bonds(6, TWO_TRIANGLES);

        assertThat(bonds.cut(TWO_TRIANGLES.get(2))).containsExactly(0, 1);
        assertThat(bonds.cut(new Bond(0, 5, 0))).containsExactly(3, 4, 5);
    }

    @Test
    void goesTheWayWhoseWeakestBondIsStrongest() {
        Bonds bonds = new Bonds(6, TWO_TRIANGLES);

        assertThat(bonds.way(0, 2)).containsExactly(0, 1, 2);
        assertThat(bonds.way(0, 5).getLast()).isEqualTo(5);
        assertThat(new Bonds(2, List.of()).way(0, 1)).isEmpty();
        assertThat(bonds.way(4, 4)).containsExactly(4);
    }

    @Test
    void findsTheBridgesThatTakingAwayOneBondAfterTheOtherShows() {
        long seed = 20260611;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int size = 2 + random.nextInt(12);
            List<Bond> bonds = new ArrayList<>();
            for (int a = 0; a < size; a++) {
                for (int b = a + 1; b < size; b++) {
                    if (random.nextInt(size) < 2) {
                        bonds.add(new Bond(a, b, random.nextDouble()));
                    }
                }
            }
            BitSet expected = new BitSet();
            for (int i = 0; i < bonds.size(); i++) {
                List<Bond> without = new ArrayList<>(bonds);
                without.remove(i);
                if (components(size, without) > components(size, bonds)) {
                    expected.set(i);
                }
            }
            assertThat(new Bonds(size, bonds).bridges())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aCutAlwaysSeparatesTheEndsOfItsBond() {
        long seed = 20260612;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int size = 2 + random.nextInt(10);
            List<Bond> bonds = new ArrayList<>();
            for (int a = 0; a < size; a++) {
                for (int b = a + 1; b < size; b++) {
                    if (random.nextBoolean()) {
                        bonds.add(new Bond(a, b, random.nextInt(4)));
                    }
                }
            }
            Bonds graph = new Bonds(size, bonds);
            for (Bond bond : bonds) {
                List<Integer> gone = Arrays.stream(graph.cut(bond)).boxed().toList();
                assertThat(gone.contains(bond.left()))
                        .as("seed %d, round %d", seed, round)
                        .isNotEqualTo(gone.contains(bond.right()));
                assertThat(gone.size()).isLessThanOrEqualTo(size - gone.size());
            }
        }
    }

    private static int components(int size, List<Bond> bonds) {
        UnionFind sets = new UnionFind(size);
        int count = size;
        for (Bond bond : bonds) {
            count -= sets.union(bond.left(), bond.right()) ? 1 : 0;
        }
        return count;
    }
}
