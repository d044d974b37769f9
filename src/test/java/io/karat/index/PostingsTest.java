package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.index.Postings.Holders;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntRBTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostingsTest {

    private static final int ATOMS = 40;
    private static final int ORDINALS = 300;

    /** Sorted sets that a library keeps are the truth. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsWhatAPlainSetHoldsWhateverHappens(long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        Postings postings = new Postings();
        Long2ObjectMap<IntSortedSet> plain = new Long2ObjectOpenHashMap<>();
        for (int step = 0; step < 4_000; step++) {
            long atom = random.nextInt(ATOMS);
            IntSortedSet holders = plain.computeIfAbsent(atom, _ -> new IntRBTreeSet());
            int ordinal = random.nextInt(ORDINALS);
            switch (random.nextInt(4)) {
                case 0 -> {
                    postings.add(atom, ordinal);
                    holders.add(ordinal);
                }
                case 1 -> {
                    postings.remove(atom, ordinal);
                    holders.remove(ordinal);
                }
                case 2 -> {
                    IntArrayList more = new IntArrayList(random.ints(random.nextInt(1, 9), 0, ORDINALS)
                            .filter(one -> !holders.contains(one))
                            .distinct()
                            .sorted()
                            .toArray());
                    if (!more.isEmpty()) {
                        postings.addAll(atom, more);
                        holders.addAll(more);
                    }
                }
                default -> {
                    int behind = holders.isEmpty() ? ordinal : holders.lastInt() + 1;
                    postings.append(atom, behind);
                    holders.add(behind);
                }
            }
            assertThat(ordinals(postings.holders(atom))).containsExactly(holders.toIntArray());
        }
    }

    private static int[] ordinals(Holders holders) {
        return Arrays.copyOf(holders.ordinals(), holders.size());
    }

    /** To copy a frequent atom's holders for every batch was most of what a load allocated. */
    @Test
    void copiesAFrequentAtomsHoldersSeldom() {
        Postings postings = new Postings();
        Map<int[], Boolean> arrays = new IdentityHashMap<>();
        for (int batch = 0; batch < 10_000; batch++) {
            postings.addAll(1, IntArrayList.of(2 * batch, 2 * batch + 1));
            arrays.put(postings.holders(1).ordinals(), true);
        }
        assertThat(postings.holders(1).size()).isEqualTo(20_000);
        assertThat(arrays).hasSizeLessThan(100);
    }
}
