package io.karat.model;

import java.util.List;
import java.util.Optional;

/** Says whether expressions in a model are sound: the port of what evaluates them. */
@FunctionalInterface
public interface ExpressionCheck {

    /** For what evaluates no expression. */
    ExpressionCheck NONE = (condition, attributes) -> Optional.empty();

    /** What is wrong with a condition over a record of these attributes; nothing if it is sound. */
    Optional<String> problem(String condition, List<Attribute> attributes);
}
