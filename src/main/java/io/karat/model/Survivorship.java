package io.karat.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The survivorship part of an entity model, bound and complete.
 *
 * @param fallback the rule of attributes that name none
 * @param rules by attribute name
 * @param groups attributes that win together
 * @param sources the general source priority used by the final total order, best first; may be empty
 */
public record Survivorship(
        SurvivorshipRule fallback, Map<String, SurvivorshipRule> rules, List<Group> groups, List<String> sources) {

    public Survivorship {
        rules = Map.copyOf(rules);
        groups = List.copyOf(groups);
        sources = List.copyOf(sources);
    }

    public record Group(String name, List<String> attributes, SurvivorshipRule rule) {
        public Group {
            attributes = List.copyOf(attributes);
        }
    }

    /** Time alone may change what these rules choose. */
    public boolean timed() {
        return all().anyMatch(SurvivorshipRule.Trust.class::isInstance);
    }

    /** Failed quality rules may change what these rules choose. */
    public boolean downgrades() {
        return all().anyMatch(rule -> rule instanceof SurvivorshipRule.Trust trust && trust.downgrade() != null);
    }

    private Stream<SurvivorshipRule> all() {
        return Stream.concat(
                        Stream.of(fallback),
                        Stream.concat(rules.values().stream(), groups.stream().map(Group::rule)))
                .flatMap(SurvivorshipRule::all);
    }

    /** The group an attribute wins with. */
    public Optional<Group> group(String attribute) {
        for (Group group : groups) {
            if (group.attributes().contains(attribute)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    /** The rule of an attribute, which is its group's where it stands in one. */
    public SurvivorshipRule rule(String attribute) {
        return group(attribute).map(Group::rule).orElseGet(() -> rules.getOrDefault(attribute, fallback));
    }
}
