package io.karat.golden;

import io.karat.golden.Contribution.Datum;
import io.karat.golden.GoldenValues.Value;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.model.Survivorship.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Forges a golden record from its members by the entity type's survivorship rules. A pure function: the order of members
 * and pins has no influence, and recomputing gives the same for ever.
 *
 * <p>A value that is no evidence survives only where no member has a better one. In a group one member supplies all
 * attributes; what it lacks stays absent. A pin stands above all, also within a group, and has no say in which record wins
 * an attribute from which others come.
 */
public final class Forge {

    private static final String PIN = "pin";
    private static final int NO_RECORD = -1;
    static final Datum ABSENT = new Datum("", "");

    private final EntityType type;
    private final List<Contribution> members;
    private final Instant now;
    private final Measures measures = new Measures(new Setting());

    private final IdentityHashMap<Contribution, Integer> completeness = new IdentityHashMap<>();

    private Forge(EntityType type, List<Contribution> members, Instant now) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a golden record needs at least one member");
        }
        this.type = type;
        this.members = members;
        this.now = now;
    }

    /** The values of {@link #forged}. */
    public static GoldenValues forge(EntityType type, List<Contribution> members, List<Pin> pins, Instant now) {
        return forged(type, members, pins, now).values();
    }

    /**
     * @param members any order; at least one
     * @param now decides which pins have expired and how old values are, nothing else
     */
    public static DatedValues forged(EntityType type, List<Contribution> members, List<Pin> pins, Instant now) {
        Map<String, Value> values = new HashMap<>();
        List<Instant> turns = new ArrayList<>();
        new Forge(type, members, now).byRules(values, turns);
        Pin.standing(pins, now)
                .forEach((attribute, pin) -> values.put(attribute, new Value(pin.values(), NO_RECORD, PIN)));
        Pin.nextRevisit(pins, now).ifPresent(turns::add);
        Map<String, Value> ordered = new LinkedHashMap<>();
        for (Attribute attribute : type.attributes()) {
            Value value = values.get(attribute.name());
            if (value != null && !value.values().isEmpty()) {
                ordered.put(attribute.name(), value);
            }
        }
        return new DatedValues(
                new GoldenValues(ordered),
                turns.stream().min(Comparator.naturalOrder()).orElse(null));
    }

    /**
     * The values that compete for an attribute, best first, each with what became of it. Of an attribute in a group, the
     * values stand in the order of their records.
     *
     * @param pinned a pin stands above them all
     * @param now as in {@link #forged}
     */
    public static List<Candidate> candidates(
            EntityType type, List<Contribution> members, String attribute, boolean pinned, Instant now) {
        Attribute of = type.attribute(attribute)
                .orElseThrow(() -> new IllegalArgumentException(type.name() + " has no attribute " + attribute));
        Forge forge = new Forge(type, members, now);
        Candidates candidates = new Candidates(of, forge.contest(attribute));
        List<Candidate> found =
                type.survivorship().group(attribute).isPresent() ? candidates.ofGroup() : candidates.single();
        return pinned ? found.stream().map(Candidate::pinned).toList() : found;
    }

    private void byRules(Map<String, Value> values, List<Instant> turns) {
        for (Group group : type.survivorship().groups()) {
            Contest contest = contest(group);
            contest.next(now).ifPresent(turns::add);
            contest.ranked().stream()
                    .limit(1)
                    .forEach(winner -> group.attributes()
                            .forEach(name -> type.attribute(name)
                                    .ifPresent(attribute -> values.put(
                                            name, value(best(attribute, winner.member()), winner, contest)))));
        }
        for (Attribute attribute : type.attributes()) {
            if (type.survivorship().group(attribute.name()).isEmpty()) {
                Contest contest = contest(attribute);
                contest.next(now).ifPresent(turns::add);
                List<Entry> survivors = contest.survivors(attribute.many());
                if (!survivors.isEmpty()) {
                    List<Datum> data = survivors.stream()
                            .map(entry -> entry.data().getFirst())
                            .toList();
                    values.put(attribute.name(), value(data, survivors.getFirst(), contest));
                }
            }
        }
    }

    private static Value value(List<Datum> data, Entry winner, Contest contest) {
        return new Value(data.stream().map(Datum::raw).toList(), winner.member().ordinal(), contest.rule(winner));
    }

    private final class Setting implements Measures.Setting {

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Predicate<Contribution> condition(String expression) {
            return Conditions.of(type, expression);
        }

        @Override
        public List<RecordKey> ranking(String attribute) {
            return contest(attribute).ranked().stream().map(Entry::key).toList();
        }
    }

    /** In which an attribute wins: its group's, or its own. */
    private Contest contest(String attribute) {
        Optional<Group> group = type.survivorship().group(attribute);
        return group.isPresent()
                ? contest(group.get())
                : type.attribute(attribute)
                        .map(this::contest)
                        .orElseThrow(
                                () -> new IllegalArgumentException(type.name() + " has no attribute " + attribute));
    }

    private Contest contest(Attribute attribute) {
        List<Entry> entries = new ArrayList<>();
        for (Contribution member : members) {
            List<Datum> data = data(attribute.name(), member);
            for (int position = 0; position < data.size(); position++) {
                entries.add(new Entry(member, List.of(data.get(position)), position, completeness(member)));
            }
        }
        Measure measure = measures.of(type.survivorship().rule(attribute.name()), attribute, entries);
        return new Contest(measure, type.survivorship().sources(), entries);
    }

    private Contest contest(Group group) {
        List<Entry> entries = new ArrayList<>();
        for (Contribution member : members) {
            List<Datum> data = group.attributes().stream()
                    .map(name -> best(data(name, member)).stream().findFirst().orElse(ABSENT))
                    .toList();
            if (data.stream().anyMatch(datum -> !datum.equals(ABSENT))) {
                int complete = (int) data.stream().filter(Entry::isEvidence).count();
                entries.add(new Entry(member, data, 0, complete));
            }
        }
        return new Contest(
                measures.of(group.rule(), null, entries), type.survivorship().sources(), entries);
    }

    /** How many attributes of the record a member fills with evidence; counted once for each member. */
    private int completeness(Contribution member) {
        return completeness.computeIfAbsent(member, this::filled);
    }

    private int filled(Contribution member) {
        return (int) type.attributes().stream()
                .filter(attribute -> data(attribute.name(), member).stream().anyMatch(Entry::isEvidence))
                .count();
    }

    private static List<Datum> data(String attribute, Contribution member) {
        return member.values().getOrDefault(attribute, List.of());
    }

    /** What one member has of an attribute by itself: distinct, and with evidence if there is any. */
    static List<Datum> best(Attribute attribute, Contribution member) {
        List<Datum> best = best(data(attribute.name(), member));
        return attribute.many() ? best : best.stream().limit(1).toList();
    }

    private static List<Datum> best(List<Datum> data) {
        boolean evidence = data.stream().anyMatch(Entry::isEvidence);
        Set<Datum> seen = new HashSet<>();
        return data.stream()
                .filter(datum -> Entry.isEvidence(datum) == evidence && seen.add(Entry.saying(datum)))
                .toList();
    }
}
