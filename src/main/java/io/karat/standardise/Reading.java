package io.karat.standardise;

import io.karat.model.AttributeType;
import org.jspecify.annotations.Nullable;

/**
 * What a rule made of one raw value, where placeholders are no values.
 *
 * @param by the rule, which may depend on the record's country
 * @param text empty where the value is no evidence
 * @param reason why it is none, or why it is doubtful; null when there is nothing to be said
 */
record Reading(Rule by, String text, Rule.@Nullable None reason) {

    private static final Rule.None PLACEHOLDER =
            new Rule.None("value.placeholder", "Stands for a value that was not known.");

    static Reading of(AttributeType type, Rule rule, String raw) {
        return switch (rule.apply(raw)) {
            case Rule.None none -> new Reading(rule, "", none);
            case Rule.Value value -> unlessPlaceholder(type, new Reading(rule, value.text(), null));
            case Rule.Doubtful doubtful ->
                unlessPlaceholder(type, new Reading(rule, doubtful.text(), doubtful.reason()));
        };
    }

    private static Reading unlessPlaceholder(AttributeType type, Reading reading) {
        return Placeholders.is(type, reading.text) ? new Reading(reading.by, "", PLACEHOLDER) : reading;
    }

    boolean evidence() {
        return !text.isEmpty();
    }
}
