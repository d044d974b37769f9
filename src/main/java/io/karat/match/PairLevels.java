package io.karat.match;

import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.stream.IntStream;

/**
 * The levels of pairs without any weight: what the comparisons of an entity type say about two records, for methods that
 * weigh them in their own way. Thread-safe.
 */
public final class PairLevels {

    private final Layout layout;

    private PairLevels(Layout layout) {
        this.layout = layout;
    }

    /** Words of names are weighed by the built-in frequencies. */
    public static PairLevels of(EntityType type) {
        return new PairLevels(Layout.of(type, Parameters.builtIn(type)));
    }

    /** Number of comparisons: one per attribute in the model's order, then perhaps the order of names. */
    public int size() {
        return layout.size();
    }

    public String name(int comparison) {
        return layout.name(comparison);
    }

    /** Number of levels, of which the highest is equality. */
    public int levels(int comparison) {
        return layout.comparison(comparison).levels().size();
    }

    /**
     * The level of each of some comparisons; -1 where a value is missing on one side or both.
     *
     * @param agreed receives the values that both records hold; the empty string where they hold none
     */
    public byte[] compare(Features a, Features b, String[] agreed) {
        Agreement agreement = new Agreement(layout.size());
        layout.compare(a::values, b::values, agreement);
        IntStream.range(0, agreed.length).forEach(i -> agreed[i] = agreement.agreed[i]);
        return agreement.levels;
    }
}
