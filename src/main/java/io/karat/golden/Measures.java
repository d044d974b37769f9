package io.karat.golden;

import io.karat.golden.Contribution.Datum;
import io.karat.model.Attribute;
import io.karat.model.RecordKey;
import io.karat.model.SurvivorshipRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Makes measures of rules. */
final class Measures {

    /** Absent is older than any time. */
    private static final Comparator<@Nullable Instant> TIME = Comparator.nullsFirst(Comparator.naturalOrder());

    static final Comparator<Entry> OLDEST = (a, b) -> TIME.compare(a.observedAt(), b.observedAt());

    private static final Comparator<Entry> NEWEST = OLDEST.reversed();

    /** What measures need to know besides the entries. */
    interface Setting {

        Instant now();

        /** Whether a condition of the model holds for a record. */
        Predicate<Contribution> condition(String expression);

        /** How many attributes a record fills with evidence. */
        int completeness(Contribution member);

        /** The records in the order in which they win an attribute; some stand there more than once. */
        List<RecordKey> ranking(String attribute);
    }

    private final Setting setting;

    Measures(Setting setting) {
        this.setting = setting;
    }

    /**
     * @param attribute null for a group
     * @param entries that compete, and whose measure it is
     */
    Measure of(SurvivorshipRule rule, @Nullable Attribute attribute, List<Entry> entries) {
        return switch (rule) {
            case SurvivorshipRule.MostRecent() -> lasting(rule, NEWEST, Measures::time);
            case SurvivorshipRule.Oldest() -> lasting(rule, OLDEST, Measures::time);
            case SurvivorshipRule.SourcePriority(List<String> order) ->
                lasting(
                        rule,
                        bySource(order),
                        entry -> "comes from " + entry.key().source());
            case SurvivorshipRule.MostFrequent() -> byFrequency(rule, entries);
            case SurvivorshipRule.MostComplete() -> byCompleteness(rule, attribute == null);
            case SurvivorshipRule.Longest() ->
                lasting(rule, Comparator.comparingInt(Entry::length).reversed(), Measures::length);
            case SurvivorshipRule.Shortest() -> lasting(rule, Comparator.comparingInt(Entry::length), Measures::length);
            case SurvivorshipRule.Min() -> lasting(rule, byValue(rule, attribute), Measures::standard);
            case SurvivorshipRule.Max() ->
                lasting(rule, byValue(rule, attribute).reversed(), Measures::standard);
            case SurvivorshipRule.Union() -> lasting(rule, byValue(rule, attribute), Measures::standard);
            case SurvivorshipRule.From(String other) -> byWinner(rule, other);
            case SurvivorshipRule.Trust trust -> new ByTrust(trust, setting.now());
            case SurvivorshipRule.When when -> byCondition(when, attribute, entries);
        };
    }

    private static Measure lasting(SurvivorshipRule rule, Comparator<Entry> order, Function<Entry, String> sees) {
        return new Measure.Lasting(rule.code(), order, sees);
    }

    private static Comparator<Entry> byValue(SurvivorshipRule rule, @Nullable Attribute attribute) {
        if (attribute == null) {
            throw new IllegalArgumentException("a group cannot win by " + rule.code());
        }
        return ValueOrder.of(attribute.type());
    }

    /** Of the group, or of the whole record outside groups. */
    private Measure byCompleteness(SurvivorshipRule rule, boolean ofGroup) {
        ToIntFunction<Entry> filled = ofGroup ? Entry::filled : entry -> setting.completeness(entry.member());
        return lasting(
                rule,
                Comparator.comparingInt(filled).reversed(),
                entry -> "is of a record with " + count(filled.applyAsInt(entry), "attribute") + " filled");
    }

    /** Sources that are not named come last, all alike. */
    static Comparator<Entry> bySource(List<String> order) {
        if (order.isEmpty()) {
            return (a, b) -> 0;
        }
        Map<String, Integer> rank = new HashMap<>();
        for (String source : order) {
            rank.putIfAbsent(source, rank.size());
        }
        return Comparator.comparingInt(entry -> rank.getOrDefault(entry.key().source(), rank.size()));
    }

    /** By the number of members that say the same; a member that says it twice counts once. */
    private static Measure byFrequency(SurvivorshipRule rule, List<Entry> entries) {
        Map<List<Datum>, Set<RecordKey>> members = new HashMap<>();
        for (Entry entry : entries) {
            members.computeIfAbsent(entry.identity(), identity -> new HashSet<>())
                    .add(entry.key());
        }
        Function<Entry, Integer> count =
                entry -> members.getOrDefault(entry.identity(), Set.of()).size();
        Comparator<Entry> rarestFirst = Comparator.comparing(count);
        return lasting(rule, rarestFirst.reversed(), entry -> "stands in " + count(count.apply(entry), "record"));
    }

    private Measure byWinner(SurvivorshipRule rule, String attribute) {
        Map<RecordKey, Integer> places = new HashMap<>();
        for (RecordKey key : setting.ranking(attribute)) {
            places.putIfAbsent(key, places.size());
        }
        Function<Entry, Integer> place = entry -> places.getOrDefault(entry.key(), places.size());
        return lasting(rule, Comparator.comparing(place), entry -> {
            int at = place.apply(entry);
            return at == 0 && !places.isEmpty()
                    ? "is of the record that wins " + attribute
                    : at == places.size()
                            ? "is of a record without " + attribute
                            : "is of the record in place " + (at + 1) + " for " + attribute;
        });
    }

    private Measure byCondition(SurvivorshipRule.When when, @Nullable Attribute attribute, List<Entry> entries) {
        Predicate<Contribution> condition = setting.condition(when.condition());
        Set<RecordKey> holds = new HashSet<>();
        for (Entry entry : entries) {
            if (!holds.contains(entry.key()) && condition.test(entry.member())) {
                holds.add(entry.key());
            }
        }
        Predicate<Entry> held = entry -> holds.contains(entry.key());
        SurvivorshipRule otherwise = when.otherwise();
        return new ByCondition(
                held,
                of(when.then(), attribute, entries.stream().filter(held).toList()),
                otherwise == null
                        ? null
                        : of(
                                otherwise,
                                attribute,
                                entries.stream().filter(held.negate()).toList()));
    }

    private static String time(Entry entry) {
        Instant observed = entry.observedAt();
        return observed == null
                ? "was observed nobody knows when"
                : "was observed at " + observed.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String length(Entry entry) {
        return "has " + count(entry.length(), "character");
    }

    private static String standard(Entry entry) {
        return entry.evidence() ? "counts as " + entry.data().getFirst().comparable() : "is no evidence";
    }

    private static String count(int count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
