package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.Contribution.Datum;
import io.karat.golden.GoldenValues.Value;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.model.Survivorship.Group;
import io.karat.model.SurvivorshipRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Forges a golden record from its members by the entity type's survivorship rules. A pure function: the order of members
 * and pins has no influence, and recomputing gives the same for ever.
 *
 * <p>A value that is no evidence survives only where no member has a better one. In a group one member supplies all
 * attributes; what it lacks stays absent. Where the model has a disagreement of the sources reviewed, what is held, or what
 * a steward chose, stands instead of the winner. A pin stands above all, also within a group. Neither has a say in which
 * record wins an attribute from which others come.
 */
public final class Forge {

    static final int NO_RECORD = -1;
    static final Datum ABSENT = new Datum("", "");

    private final EntityType type;
    private final List<Contribution> all;
    private final ValidTime validTime;
    private final List<Contribution> members;
    private final Instant now;
    private final Map<String, Pin> pinned;
    private final Arbitration arbitration;
    private final Measures measures = new Measures(new Setting());

    private final Ending ending;
    private final IdentityHashMap<Contribution, Integer> completeness = new IdentityHashMap<>();

    private Forge(EntityType type, List<Contribution> members, Overrides overrides, Instant now) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a golden record needs at least one member");
        }
        this.type = type;
        this.all = members;
        this.validTime = new ValidTime(type.survivorship().validity());
        this.members = validTime.at(now, members);
        this.now = now;
        this.pinned = overrides.pins().isEmpty() ? Map.of() : Pin.standing(overrides.pins(), now);
        this.arbitration = type.survivorship().reviewed().isEmpty()
                ? Arbitration.NONE
                : new Arbitration(overrides, pinned.keySet());
        this.ending = new Ending(type.survivorship().sources());
    }

    /** The values of {@link #forged}. */
    public static GoldenValues forge(EntityType type, List<Contribution> members, List<Pin> pins, Instant now) {
        return forged(type, members, pins, now).values();
    }

    /** Without holds and choices. */
    public static DatedValues forged(EntityType type, List<Contribution> members, List<Pin> pins, Instant now) {
        return forged(type, members, Overrides.of(pins), now);
    }

    /**
     * @param members any order; at least one
     * @param now decides which pins have expired and how old values are, nothing else
     */
    public static DatedValues forged(EntityType type, List<Contribution> members, Overrides overrides, Instant now) {
        @Nullable Value[] values = new Value[type.attributes().size()];
        Forge forge = new Forge(type, members, overrides, now);
        Instant next = earlier(
                forge.byRules(values), forge.validTime.next(now, members).orElse(null));
        if (!overrides.pins().isEmpty()) {
            forge.pinned.forEach((attribute, pin) -> {
                int at = type.indexOf(attribute);
                if (at >= 0) {
                    values[at] = new Value(pin.values(), NO_RECORD, Pin.RULE);
                }
            });
            next = earlier(next, Pin.nextRevisit(overrides.pins(), now).orElse(null));
        }
        Map<String, Value> ordered = LinkedHashMap.newLinkedHashMap(values.length);
        for (int i = 0; i < values.length; i++) {
            Value value = values[i];
            if (value != null && !value.values().isEmpty()) {
                ordered.put(type.attributes().get(i).name(), value);
            }
        }
        return new DatedValues(new GoldenValues(ordered), next, forge.arbitration.conflicts());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
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
        Forge forge = new Forge(type, members, Overrides.NONE, now);
        Candidates candidates = new Candidates(of, forge.contest(attribute));
        List<Candidate> found = new ArrayList<>(
                type.survivorship().group(attribute).isPresent() ? candidates.ofGroup() : candidates.single());
        forge.all.stream()
                .filter(member -> !forge.members.contains(member))
                .flatMap(member -> candidates.notValid(member, data(attribute, member)))
                .forEach(found::add);
        return pinned ? found.stream().map(Candidate::pinned).toList() : found;
    }

    /** As {@link #candidates(EntityType, List, String, boolean, Instant)}, where this is published. */
    public static List<Candidate> candidates(
            EntityType type, List<Contribution> members, String attribute, @Nullable Value published, Instant now) {
        String rule = published == null ? "" : published.rule();
        List<Candidate> found = candidates(type, members, attribute, rule.equals(Pin.RULE), now);
        return switch (rule) {
            case Conflict.CHOSEN -> arbitrated(found, published, Fate.CHOSEN, Fate.REFUSED);
            case Conflict.HELD -> arbitrated(found, published, Fate.HELD, Fate.ASKED);
            default -> found;
        };
    }

    private static List<Candidate> arbitrated(
            List<Candidate> found, @Nullable Value published, Fate stands, Fate behind) {
        List<String> values = published == null ? List.of() : published.values();
        return found.stream()
                .map(candidate -> switch (candidate.fate()) {
                    case NO_EVIDENCE, APART, NOT_VALID -> candidate;
                    default -> candidate.arbitrated(values.contains(candidate.value()) ? stands : behind);
                })
                .toList();
    }

    /** Returns the first instant at which time alone changes what is chosen; null if it never does. */
    private @Nullable Instant byRules(@Nullable Value[] values) {
        Instant next = null;
        for (Group group : type.survivorship().groups()) {
            Contest contest = contest(group);
            next = earlier(next, contest.next(now).orElse(null));
            Entry winner = contest.winner();
            if (winner != null) {
                supply(group, winner, contest.rule(winner), values);
                review(group.name(), group.attributes(), contest, values);
            }
        }
        for (int at = 0; at < values.length; at++) {
            Attribute attribute = type.attributes().get(at);
            if (type.survivorship().group(attribute.name()).isEmpty()) {
                List<Entry> entries = entries(attribute);
                SurvivorshipRule rule = type.survivorship().rule(attribute.name());
                if (entries.size() == 1 && !(rule instanceof SurvivorshipRule.When)) {
                    // Most attributes have one value: by whatever rule, nobody competes with it.
                    values[at] = value(entries.getFirst().data(), entries.getFirst(), rule.code());
                } else if (!entries.isEmpty()) {
                    Contest contest = contest(attribute, entries);
                    next = earlier(next, contest.next(now).orElse(null));
                    values[at] = value(contest, attribute.many());
                    review(attribute.name(), List.of(attribute.name()), contest, values);
                }
            }
        }
        return next;
    }

    /** Where the sources disagree and the model says so, what stands is not for the rule to change. */
    private void review(String unit, List<String> attributes, Contest contest, @Nullable Value[] values) {
        if (type.survivorship().reviewed().contains(unit)) {
            arbitration.on(unit, attributes, contest.ranked()).ifPresent(stands -> {
                for (String name : attributes) {
                    int at = type.indexOf(name);
                    if (at >= 0) {
                        values[at] = new Value(stands.values().get(name), stands.from(), stands.rule());
                    }
                }
            });
        }
    }

    private void supply(Group group, Entry winner, String rule, @Nullable Value[] values) {
        for (String name : group.attributes()) {
            int at = type.indexOf(name);
            if (at >= 0) {
                values[at] = value(best(type.attributes().get(at), winner.member()), winner, rule);
            }
        }
    }

    private static @Nullable Value value(Contest contest, boolean many) {
        List<Entry> survivors = contest.survivors(many);
        if (survivors.isEmpty()) {
            return null;
        }
        List<Datum> data = new ArrayList<>(survivors.size());
        for (Entry survivor : survivors) {
            data.add(survivor.data().getFirst());
        }
        return value(data, survivors.getFirst(), contest.rule(survivors.getFirst()));
    }

    private static Value value(List<Datum> data, Entry winner, String rule) {
        String[] raws = new String[data.size()];
        for (int i = 0; i < raws.length; i++) {
            raws[i] = data.get(i).raw();
        }
        return new Value(List.of(raws), winner.member().ordinal(), rule);
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
        public int completeness(Contribution member) {
            return completeness.computeIfAbsent(member, Forge.this::filled);
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
        return contest(attribute, entries(attribute));
    }

    private Contest contest(Attribute attribute, List<Entry> entries) {
        SurvivorshipRule rule = type.survivorship().rule(attribute.name());
        return new Contest(measures.of(rule, attribute, entries), ending, entries);
    }

    private List<Entry> entries(Attribute attribute) {
        List<Entry> entries = new ArrayList<>(members.size());
        for (Contribution member : members) {
            List<Datum> data = data(attribute.name(), member);
            for (int position = 0; position < data.size(); position++) {
                entries.add(
                        new Entry(member, List.of(data.get(position)), position, member.observedAt(attribute.name())));
            }
        }
        return entries;
    }

    private Contest contest(Group group) {
        List<Entry> entries = new ArrayList<>(members.size());
        for (Contribution member : members) {
            List<Datum> data = new ArrayList<>(group.attributes().size());
            boolean any = false;
            for (String name : group.attributes()) {
                Datum best = first(data(name, member));
                data.add(best);
                any |= !best.equals(ABSENT);
            }
            if (any) {
                entries.add(new Entry(member, data, 0, observedAt(group, member)));
            }
        }
        return new Contest(measures.of(group.rule(), null, entries), ending, entries);
    }

    /** The latest claim of what a member has of a group. */
    private static @Nullable Instant observedAt(Group group, Contribution member) {
        if (member.earlier().isEmpty()) {
            return member.observedAt();
        }
        return group.attributes().stream()
                .filter(attribute -> !data(attribute, member).isEmpty())
                .map(member::observedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private int filled(Contribution member) {
        int filled = 0;
        for (Attribute attribute : type.attributes()) {
            filled += anyEvidence(data(attribute.name(), member)) ? 1 : 0;
        }
        return filled;
    }

    private static boolean anyEvidence(List<Datum> data) {
        for (Datum datum : data) {
            if (Entry.isEvidence(datum)) {
                return true;
            }
        }
        return false;
    }

    private static List<Datum> data(String attribute, Contribution member) {
        return member.values().getOrDefault(attribute, List.of());
    }

    /** What one member has of an attribute by itself: distinct, and with evidence if there is any. */
    static List<Datum> best(Attribute attribute, Contribution member) {
        List<Datum> data = data(attribute.name(), member);
        if (data.size() < 2) {
            return data;
        }
        return attribute.many() ? best(data) : List.of(first(data));
    }

    private static List<Datum> best(List<Datum> data) {
        boolean evidence = anyEvidence(data);
        Set<Datum> seen = new HashSet<>();
        return data.stream()
                .filter(datum -> Entry.isEvidence(datum) == evidence && seen.add(Entry.saying(datum)))
                .toList();
    }

    /** The first with evidence, else the first. */
    private static Datum first(List<Datum> data) {
        for (Datum datum : data) {
            if (Entry.isEvidence(datum)) {
                return datum;
            }
        }
        return data.isEmpty() ? ABSENT : data.getFirst();
    }
}
