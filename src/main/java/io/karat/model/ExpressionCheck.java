package io.karat.model;

import java.util.List;
import java.util.Optional;

/** Says whether expressions in a model are sound: the port of what evaluates them. */
public interface ExpressionCheck {

    /** For what evaluates no expression. */
    ExpressionCheck NONE = new ExpressionCheck() {
        @Override
        public Optional<String> condition(String text, List<Attribute> attributes) {
            return Optional.empty();
        }

        @Override
        public Optional<String> rule(String text, List<Attribute> attributes) {
            return Optional.empty();
        }

        @Override
        public Optional<String> pattern(String text) {
            return Optional.empty();
        }
    };

    /** What is wrong with a condition of survivorship over a record of these attributes; nothing if it is sound. */
    Optional<String> condition(String text, List<Attribute> attributes);

    /** As {@link #condition}, of a quality rule, which knows the day too. */
    Optional<String> rule(String text, List<Attribute> attributes);

    /** What is wrong with a regular expression; nothing if it is sound. */
    Optional<String> pattern(String text);
}
