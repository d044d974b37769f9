package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.Contribution.Datum;
import io.karat.golden.GoldenValues.Value;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.Survivorship.Group;
import io.karat.model.SurvivorshipRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Forges a golden record from its members by the entity type's survivorship rules. A pure function: the order of members
 * and pins has no influence, and recomputing gives the same for ever.
 *
 * <p>A value that is no evidence survives only where no member has a better one. In a group one member supplies all
 * attributes; what it lacks stays absent. A pin stands above all, also within a group.
 */
public final class Forge {

    private static final String PIN = "pin";
    private static final int NO_RECORD = -1;
    private static final Datum ABSENT = new Datum("", "");

    private final EntityType type;
    private final List<Contribution> members;

    private final IdentityHashMap<Contribution, Integer> completeness = new IdentityHashMap<>();

    private Forge(EntityType type, List<Contribution> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a golden record needs at least one member");
        }
        this.type = type;
        this.members = members;
    }

    /**
     * @param members any order; at least one
     * @param now decides which pins have expired, nothing else
     */
    public static GoldenValues forge(EntityType type, List<Contribution> members, List<Pin> pins, Instant now) {
        Map<String, Value> values = new Forge(type, members).byRules();
        Pin.standing(pins, now)
                .forEach((attribute, pin) -> values.put(attribute, new Value(pin.values(), NO_RECORD, PIN)));
        Map<String, Value> ordered = new LinkedHashMap<>();
        for (Attribute attribute : type.attributes()) {
            Value value = values.get(attribute.name());
            if (value != null && !value.values().isEmpty()) {
                ordered.put(attribute.name(), value);
            }
        }
        return new GoldenValues(ordered);
    }

    /**
     * The values that compete for an attribute, best first, each with what became of it. Of an attribute in a group, the
     * values stand in the order of their records.
     *
     * @param pinned a pin stands above them all
     */
    public static List<Candidate> candidates(
            EntityType type, List<Contribution> members, String attribute, boolean pinned) {
        Attribute of = type.attribute(attribute)
                .orElseThrow(() -> new IllegalArgumentException(type.name() + " has no attribute " + attribute));
        Forge forge = new Forge(type, members);
        List<Candidate> candidates = forge.group(of)
                .map(group -> groupCandidates(of, forge.contest(group)))
                .orElseGet(() -> singleCandidates(of, forge.contest(of)));
        return pinned ? candidates.stream().map(Candidate::pinned).toList() : candidates;
    }

    private Map<String, Value> byRules() {
        Map<String, Value> values = new HashMap<>();
        for (Group group : type.survivorship().groups()) {
            contest(group).ranked().stream()
                    .limit(1)
                    .map(Entry::member)
                    .forEach(winner -> group.attributes()
                            .forEach(name -> type.attribute(name)
                                    .ifPresent(attribute -> values.put(
                                            name, value(raw(best(attribute, winner)), winner, group.rule())))));
        }
        for (Attribute attribute : type.attributes()) {
            if (group(attribute).isEmpty()) {
                List<Entry> survivors = contest(attribute).survivors(attribute.many());
                if (!survivors.isEmpty()) {
                    List<Datum> data = survivors.stream()
                            .map(entry -> entry.data().getFirst())
                            .toList();
                    values.put(
                            attribute.name(),
                            value(raw(data), survivors.getFirst().member(), rule(attribute)));
                }
            }
        }
        return values;
    }

    private static Value value(List<String> raw, Contribution winner, SurvivorshipRule rule) {
        return new Value(raw, winner.ordinal(), rule.code());
    }

    private static List<String> raw(List<Datum> data) {
        return data.stream().map(Datum::raw).toList();
    }

    private Optional<Group> group(Attribute attribute) {
        return type.survivorship().groups().stream()
                .filter(group -> group.attributes().contains(attribute.name()))
                .findFirst();
    }

    private SurvivorshipRule rule(Attribute attribute) {
        return type.survivorship()
                .rules()
                .getOrDefault(attribute.name(), type.survivorship().fallback());
    }

    private Contest contest(Attribute attribute) {
        List<Entry> entries = new ArrayList<>();
        for (Contribution member : members) {
            List<Datum> data = data(attribute.name(), member);
            for (int position = 0; position < data.size(); position++) {
                entries.add(new Entry(member, List.of(data.get(position)), position, completeness(member)));
            }
        }
        return new Contest(rule(attribute), type.survivorship().sources(), entries);
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
        return new Contest(group.rule(), type.survivorship().sources(), entries);
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
    private static List<Datum> best(Attribute attribute, Contribution member) {
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

    private static List<Candidate> singleCandidates(Attribute attribute, Contest contest) {
        List<Entry> survivors = contest.survivors(attribute.many());
        Set<List<Datum>> surviving = new HashSet<>();
        survivors.forEach(entry -> surviving.add(entry.identity()));
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : contest.ranked()) {
            Fate fate = contest.fate(entry);
            if (fate != Fate.WON && survivors.contains(entry)) {
                fate = Fate.UNION;
            } else if (fate != Fate.WON && surviving.contains(entry.identity())) {
                fate = Fate.SAME;
            }
            candidates.add(candidate(entry, entry.data().getFirst(), fate));
        }
        return candidates;
    }

    private static List<Candidate> groupCandidates(Attribute attribute, Contest contest) {
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : contest.ranked()) {
            Fate fate = contest.fate(entry);
            List<Datum> data = best(attribute, entry.member());
            if (data.isEmpty() && fate == Fate.WON) {
                candidates.add(candidate(entry, ABSENT, fate));
            }
            for (Datum datum : data) {
                boolean beside = fate == Fate.WON && !datum.equals(data.getFirst());
                candidates.add(candidate(entry, datum, beside ? Fate.UNION : fate));
            }
        }
        return candidates;
    }

    private static Candidate candidate(Entry entry, Datum datum, Fate fate) {
        return new Candidate(
                datum.raw(), datum.comparable(), entry.key(), entry.member().ordinal(), entry.observedAt(), fate);
    }
}
