package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.standardise.Features;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notices values that more records hold than are expected of their attribute: they shall be no evidence any more. */
final class Overheld {

    private final Population population;
    private final Tally tally;
    private final Map<Long, Integer> attributes = new HashMap<>();
    private final Map<Long, String> values = new HashMap<>();

    Overheld(Population population, Tally tally) {
        this.population = population;
        this.tally = tally;
    }

    /** Looks at what landed in a batch that was committed. */
    void watch(Draft draft, Parameters parameters) {
        for (int ordinal : draft.landed()) {
            Features features = draft.features(ordinal);
            for (int i = 0; features != null && i < tally.attributes().size(); i++) {
                int attribute = tally.attributes().getInt(i);
                for (String value : features.values(attribute)) {
                    long hash = DemotedValues.hash(attribute, value);
                    if (population.holders(hash) > parameters.expectedHolders(attribute)
                            && !population.demoted().hashes().contains(hash)) {
                        attributes.put(hash, attribute);
                        values.put(hash, value);
                    }
                }
            }
        }
    }

    /** Attributes by the hash of their value, since this was last asked. */
    Map<Long, Integer> take() {
        Map<Long, Integer> found = Map.copyOf(attributes);
        attributes.clear();
        return found;
    }

    /** The value with this hash, once; null when it was not noticed here. */
    @Nullable String value(long hash) {
        return values.remove(hash);
    }
}
