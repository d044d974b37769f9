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
                        attribute.pii() ? Messages.text("admin-trait-personal") : "",
                        attribute.many() ? Messages.text("admin-trait-several-values") : "",
                        attribute.exclusive() ? Messages.text("admin-trait-belongs-to-one") : "")
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
                .map(group -> Messages.text("admin-rule-together-as", words, group.name()))
                .orElse(words);
        String unit = survivorship
                .group(attribute.name())
                .map(Survivorship.Group::name)
                .orElse(attribute.name());
        return survivorship.reviewed().contains(unit) ? Messages.text("admin-rule-with-steward", together) : together;
    }

    /** A rule's name as a steward reads it. */
    static String rule(String code) {
        return Messages.textOr("golden-rule-" + code, code.replace('-', ' '));
    }

    private static String words(SurvivorshipRule rule) {
        return switch (rule) {
            case SurvivorshipRule.SourcePriority(List<String> order) ->
                rule(rule.code()) + ": " + String.join(", ", order);
            case SurvivorshipRule.From(String attribute) -> Messages.text("admin-rule-from", attribute);
            case SurvivorshipRule.Trust trust ->
                Messages.text(
                        "admin-rule-trust",
                        trust.sources().keySet().stream().sorted().collect(Collectors.joining(", ")));
            case SurvivorshipRule.When(String condition, SurvivorshipRule then, SurvivorshipRule otherwise) ->
                otherwise == null
                        ? Messages.text("admin-rule-when", condition, words(then))
                        : Messages.text("admin-rule-when-else", condition, words(then), words(otherwise));
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
