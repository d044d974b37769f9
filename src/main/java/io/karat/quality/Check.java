package io.karat.quality;

import io.karat.model.QualityRule;
import java.util.List;

/**
 * A rule as it applies to one attribute or, where it looks at several at once, to all of them.
 *
 * @param number of its marks
 * @param attributes at least one, unless its expression names none
 */
public record Check(int number, QualityRule rule, List<String> attributes) {

    public Check {
        attributes = List.copyOf(attributes);
    }

    /** By which it is known whatever the model becomes: the rule's id and the attributes. */
    public record Name(String rule, String attributes) {}

    public Name name() {
        return new Name(rule.id(), String.join(",", attributes));
    }

    /** Whether it looks at what values say, and not at whether there are any. */
    public boolean ofValues() {
        return !(rule.test() instanceof QualityRule.Required);
    }

    /** By which a score weighs it: 1 for {@code warn}, 2 for {@code review}, 4 for {@code quarantine}, 8 for {@code reject}. */
    public int weight() {
        return switch (rule.severity()) {
            case WARN -> 1;
            case REVIEW -> 2;
            case QUARANTINE -> 4;
            case REJECT -> 8;
        };
    }
}
