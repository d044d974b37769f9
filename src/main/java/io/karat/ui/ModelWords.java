package io.karat.ui;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import java.util.List;
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
        String words = words(survivorship.rule(attribute.name()));
        String together = survivorship
                .group(attribute.name())
                .map(group -> words + ", together as " + group.name())
                .orElse(words);
        String unit = survivorship
                .group(attribute.name())
                .map(Survivorship.Group::name)
                .orElse(attribute.name());
        return survivorship.reviewed().contains(unit) ? together + "; a steward where sources disagree" : together;
    }

    /** A rule's name as a steward reads it. */
    static String rule(String code) {
        return switch (code) {
            case "min" -> "smallest";
            case "max" -> "largest";
            case "union" -> "all values";
            case "from" -> "from another winner";
            case "held" -> "held until a steward answers";
            case "chosen" -> "chosen by a steward";
            default -> code.replace('-', ' ');
        };
    }

    private static String words(SurvivorshipRule rule) {
        return switch (rule) {
            case SurvivorshipRule.SourcePriority(List<String> order) ->
                rule(rule.code()) + ": " + String.join(", ", order);
            case SurvivorshipRule.From(String attribute) -> "from the record that wins " + attribute;
            case SurvivorshipRule.Trust trust ->
                trust.sources().keySet().stream().sorted().collect(Collectors.joining(", ", "trust in ", ""));
            case SurvivorshipRule.When(String condition, SurvivorshipRule then, SurvivorshipRule otherwise) ->
                "when " + condition + ": " + words(then)
                        + (otherwise == null ? ", else none" : ", else " + words(otherwise));
            case SurvivorshipRule.MostRecent(),
                    SurvivorshipRule.Oldest(),
                    SurvivorshipRule.MostFrequent(),
                    SurvivorshipRule.MostComplete(),
                    SurvivorshipRule.Longest(),
                    SurvivorshipRule.Shortest(),
                    SurvivorshipRule.Min(),
                    SurvivorshipRule.Max(),
                    SurvivorshipRule.Union() -> rule(rule.code());
        };
    }
}
