package io.karat.ui;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An entity model as a steward reads it. */
final class ModelWords {

    private ModelWords() {}

    static SettingsSheet.Attribute attribute(EntityType type, Attribute attribute) {
        String traits = Stream.of(
                        attribute.pii() ? "personal" : "",
                        attribute.many() ? "several values" : "",
                        attribute.exclusive() ? "belongs to one alone" : "")
                .filter(trait -> !trait.isEmpty())
                .collect(Collectors.joining(", "));
        return new SettingsSheet.Attribute(
                attribute.name(), attribute.label(), attribute.type().code(), rule(type, attribute), traits);
    }

    private static String rule(EntityType type, Attribute attribute) {
        Survivorship survivorship = type.survivorship();
        return survivorship.groups().stream()
                .filter(group -> group.attributes().contains(attribute.name()))
                .findFirst()
                .map(group -> words(group.rule()) + ", together as " + group.name())
                .orElseGet(() -> words(survivorship.rules().getOrDefault(attribute.name(), survivorship.fallback())));
    }

    private static String words(SurvivorshipRule rule) {
        String name = rule.code().replace('-', ' ');
        return rule instanceof SurvivorshipRule.SourcePriority(var order)
                ? name + ": " + String.join(", ", order)
                : name;
    }
}
