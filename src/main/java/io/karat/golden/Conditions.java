package io.karat.golden;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.quality.Expression;
import io.karat.quality.Facts;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Conditions of survivorship over one record: its attributes by name, and {@code source} and {@code key} where no attribute
 * has that name.
 */
public final class Conditions {
    private Conditions() {}

    private static final String SOURCE = "source";
    private static final String KEY = "key";

    private record Known(List<Attribute> attributes, String condition) {}

    /** As many as stand in models. */
    private static final Map<Known, Expression> COMPILED = new ConcurrentHashMap<>();

    /** What is wrong with a condition; nothing if it is sound. */
    public static Optional<String> problem(String condition, List<Attribute> attributes) {
        return Expression.problem(condition, variables(attributes));
    }

    /** What cannot be told does not hold. */
    static Predicate<Contribution> of(EntityType type, String condition) {
        Expression expression = COMPILED.computeIfAbsent(
                new Known(type.attributes(), condition),
                known -> Expression.of(condition, variables(known.attributes)));
        return member -> expression.test(facts(type.attributes(), member)).orElse(false);
    }

    private static Set<String> variables(List<Attribute> attributes) {
        Set<String> variables = new LinkedHashSet<>(List.of(SOURCE, KEY));
        attributes.forEach(attribute -> variables.add(attribute.name()));
        return variables;
    }

    private static Map<String, Object> facts(List<Attribute> attributes, Contribution member) {
        Map<String, Object> facts = new HashMap<>();
        facts.put(SOURCE, member.key().source());
        facts.put(KEY, member.key().key());
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
