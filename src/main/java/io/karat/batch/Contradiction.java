package io.karat.batch;

import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import io.karat.model.Attribute;
import org.jspecify.annotations.Nullable;

/** Whether two records of lists contradict each other in an exclusive attribute. */
final class Contradiction {

    private final Lists lists;
    private final @Nullable Scorer scorer;

    Contradiction(Lists lists) {
        this.lists = lists;
        this.scorer = lists.type().attributes().stream().anyMatch(Attribute::exclusive)
                ? new Scorer(lists.type(), Parameters.builtIn(lists.type()), DemotedValues.NONE)
                : null;
    }

    boolean between(int a, int b) {
        return scorer != null
                && scorer.exclusiveConflict(
                        lists.records().get(a), lists.records().get(b));
    }
}
