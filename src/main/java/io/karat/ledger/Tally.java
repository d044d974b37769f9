package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many live records hold each near-unique value (e-mail, phone, identifier), so that one that far exceeds
 * what the parameters expect (a default address) can be demoted to no evidence.
 */
final class Tally {

    private final Population population;
    private final IntList attributes;

    Tally(EntityType type, Population population) {
        this.population = population;
        this.attributes = attributes(type);
    }

    /** The numbers of the attributes whose values are nearly unique. */
    static IntList attributes(EntityType type) {
        IntList attributes = new IntArrayList();
        for (int i = 0; i < type.attributes().size(); i++) {
            switch (type.attributes().get(i).type()) {
                case EMAIL, PHONE, IDENTIFIER -> attributes.add(i);
                default -> {}
            }
        }
        return attributes;
    }

    IntList attributes() {
        return attributes;
    }

    void replaced(@Nullable Features before, @Nullable Features now) {
        count(before, -1);
        count(now, 1);
    }

    private void count(@Nullable Features features, int by) {
        if (features == null) {
            return;
        }
        for (int i = 0; i < attributes.size(); i++) {
            int attribute = attributes.getInt(i);
            for (String value : features.values(attribute)) {
                population.count(DemotedValues.hash(attribute, value), by);
            }
        }
    }
}
