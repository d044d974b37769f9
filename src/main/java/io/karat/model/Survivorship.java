package io.karat.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The survivorship part of an entity model, bound and complete.
 *
 * @param fallback the rule of attributes that name none
 * @param rules by attribute name
 * @param groups attributes that win together
 * @param sources the general source priority used by the final total order, best first; may be empty
 * @param reviewed attributes (or groups, by their names) whose change waits for a steward where the sources disagree
 * @param validity when a record is valid; null where the model has no such dates
 */
public record Survivorship(
        SurvivorshipRule fallback,
        Map<String, SurvivorshipRule> rules,
        List<Group> groups,
        List<String> sources,
        Set<String> reviewed,
        @Nullable Validity validity) {

    /**
     * Dates between which a record is valid, the first and the last day included.
     *
     * @param from attribute with the first day, or null: from ever
     * @param to attribute with the last day, or null: for ever
     */
    public record Validity(@Nullable String from, @Nullable String to) {}

    /** Records are valid for ever. */
    public Survivorship(
            SurvivorshipRule fallback,
            Map<String, SurvivorshipRule> rules,
            List<Group> groups,
            List<String> sources,
            Set<String> reviewed) {
        this(fallback, rules, groups, sources, reviewed, null);
    }

    public Survivorship {
        rules = Map.copyOf(rules);
        groups = List.copyOf(groups);
        sources = List.copyOf(sources);
        reviewed = Set.copyOf(reviewed);
    }

    /** Rules that settle every disagreement by themselves. */
    public Survivorship(
            SurvivorshipRule fallback, Map<String, SurvivorshipRule> rules, List<Group> groups, List<String> sources) {
        this(fallback, rules, groups, sources, Set.of());
    }

    public record Group(String name, List<String> attributes, SurvivorshipRule rule) {
        public Group {
            attributes = List.copyOf(attributes);
        }
    }

    /** The attributes of something {@link #reviewed}: a group's, or the one of that name. */
    public List<String> attributes(String unit) {
        return groups.stream()
                .filter(group -> group.name().equals(unit))
                .findFirst()
                .map(Group::attributes)
                .orElseGet(() -> List.of(unit));
    }

    /** Time alone may change what these rules choose. */
    public boolean timed() {
        return validity != null || all().anyMatch(SurvivorshipRule.Trust.class::isInstance);
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
