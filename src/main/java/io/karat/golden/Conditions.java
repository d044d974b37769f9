package io.karat.golden;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.quality.Expression;
import io.karat.quality.Facts;
import io.karat.quality.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Conditions of survivorship over one record: its attributes by name, and {@code source} and {@code key} where no attribute
 * has that name.
 */
final class Conditions {
    private Conditions() {}

    private record Known(List<Attribute> attributes, String condition) {}

    /** As many as stand in models. */
    private static final Map<Known, Expression> COMPILED = new ConcurrentHashMap<>();

    /** What cannot be told does not hold. */
    static Predicate<Contribution> of(EntityType type, String condition) {
        Expression expression = COMPILED.computeIfAbsent(
                new Known(type.attributes(), condition),
                known -> Expression.of(condition, Variables.ofConditions(known.attributes)));
        return member -> expression.test(facts(type.attributes(), member)).orElse(false);
    }

    private static Map<String, Object> facts(List<Attribute> attributes, Contribution member) {
        Map<String, Object> facts = new HashMap<>();
        facts.put(Variables.SOURCE, member.key().source());
        facts.put(Variables.KEY, member.key().key());
        for (Attribute attribute : attributes) {
            Facts of = new Facts(attribute);
            member.values()
                    .getOrDefault(attribute.name(), List.of())
                    .forEach(datum -> of.add(datum.raw(), datum.comparable()));
            Object value = of.value();
            if (value == null) {
                facts.remove(attribute.name());
            } else {
                facts.put(attribute.name(), value);
            }
        }
        return facts;
    }
}
