package io.karat.review;

import io.karat.model.EntityType;
import io.karat.model.ReviewRules;
import java.util.Collection;
import java.util.List;

/** How many questions of a type are worked on at a time, as the models say. */
public final class Budgets {

    private Budgets() {}

    /** Of the types that have one. */
    public static List<Filter.Budget> of(Collection<EntityType> types) {
        return types.stream()
                .filter(type -> type.reviews().budget() < ReviewRules.UNLIMITED)
                .map(type -> new Filter.Budget(type.name(), type.reviews().budget()))
                .toList();
    }
}
