package io.karat.batch;

import java.util.List;

/**
 * What one comparison says about every pair.
 *
 * @param name of the attribute, or of what was read from several
 * @param levels number of levels, 0 the least alike
 * @param level of each pair; -1 where a value is missing
 * @param rarity what an agreement on a value adds because the value is rarer than most, or takes away because it is more
 *     frequent, in nats; empty where that is not known
 * @param similarities continuous ones in [0, 1], {@code NaN} where missing; empty where levels say everything
 */
record Column(String name, int levels, byte[] level, float[] rarity, List<Similarity> similarities) {

    static final byte MISSING = -1;

    Column(String name, int levels, byte[] level, List<Similarity> similarities) {
        this(name, levels, level, new float[0], similarities);
    }

    record Similarity(String name, float[] of) {}

    Column {
        similarities = List.copyOf(similarities);
    }
}
