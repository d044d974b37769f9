package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.Contribution.Datum;
import io.karat.model.RecordKey;
import io.karat.model.SurvivorshipRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ranks entries, the winner first: evidence, then the rule, then the total order in which every rule ends (source priority,
 * latest {@code observedAt}, content hash, record key, position in the record). Each criterion knows the fate of who loses
 * by it.
 */
final class Contest {

    /** Absent is older than any time. */
    private static final Comparator<@Nullable Instant> TIME = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<Entry> OLDEST = (a, b) -> TIME.compare(a.observedAt(), b.observedAt());

    private record Criterion(Fate loser, Comparator<Entry> order) {}

    private final SurvivorshipRule rule;
    private final List<String> sources;
    private final List<Entry> entries;
    private final List<Entry> ranked;

    /** @param sources the general source priority, best first */
    Contest(SurvivorshipRule rule, List<String> sources, List<Entry> entries) {
        this.rule = rule;
        this.sources = sources;
        this.entries = entries;
        // Most attributes have one value: nobody competes with it.
        this.ranked = entries.size() < 2
                ? entries
                : entries.stream().sorted(order(criteria())).toList();
    }

    private List<Criterion> criteria() {
        Criterion evidence = new Criterion(
                Fate.NO_EVIDENCE, Comparator.comparing(Entry::evidence).reversed());
        return Stream.concat(Stream.of(evidence, new Criterion(Fate.RULE, byRule(rule))), ending().stream())
                .toList();
    }

    /** In which every rule ends. */
    private List<Criterion> ending() {
        return List.of(
                new Criterion(Fate.SOURCE, bySource(sources)),
                new Criterion(Fate.OBSERVED, OLDEST.reversed()),
                new Criterion(
                        Fate.CONTENT,
                        Comparator.comparing((Entry entry) -> entry.member().contentHash())
                                .thenComparing(Entry::key)),
                new Criterion(Fate.POSITION, Comparator.comparingInt(Entry::position)));
    }

    /** Best first. */
    List<Entry> ranked() {
        return ranked;
    }

    /**
     * What survives, the winner first: alone, or followed by the distinct others in the total order, in which the rule has
     * no say. Values without evidence do not stand beside those with.
     */
    List<Entry> survivors(boolean many) {
        if (!many || ranked.size() < 2) {
            return ranked.stream().limit(1).toList();
        }
        Entry winner = ranked.getFirst();
        Map<List<Datum>, Entry> union = new LinkedHashMap<>();
        union.put(winner.identity(), winner);
        entries.stream()
                .filter(entry -> entry.evidence() == winner.evidence())
                .sorted(order(ending()))
                .forEach(entry -> union.putIfAbsent(entry.identity(), entry));
        return List.copyOf(union.values());
    }

    /** The first criterion in which an entry is behind the winner. */
    Fate fate(Entry entry) {
        return criteria().stream()
                .filter(criterion -> criterion.order.compare(ranked.getFirst(), entry) != 0)
                .findFirst()
                .map(Criterion::loser)
                .orElse(Fate.WON);
    }

    private static Comparator<Entry> order(List<Criterion> criteria) {
        return criteria.stream()
                .map(Criterion::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private Comparator<Entry> byRule(SurvivorshipRule rule) {
        return switch (rule) {
            case SurvivorshipRule.MostRecent() -> OLDEST.reversed();
            case SurvivorshipRule.Oldest() -> OLDEST;
            case SurvivorshipRule.SourcePriority(List<String> order) -> bySource(order);
            case SurvivorshipRule.MostFrequent() -> byFrequency();
            case SurvivorshipRule.MostComplete() ->
                Comparator.comparingInt(Entry::completeness).reversed();
            case SurvivorshipRule.Longest() ->
                Comparator.comparingInt(Entry::length).reversed();
        };
    }

    /** Sources that are not named come last, all alike. */
    private static Comparator<Entry> bySource(List<String> order) {
        Map<String, Integer> rank = new HashMap<>();
        for (String source : order) {
            rank.putIfAbsent(source, rank.size());
        }
        return Comparator.comparingInt(entry -> rank.getOrDefault(entry.key().source(), rank.size()));
    }

    /** By the number of members that say the same; a member that says it twice counts once. */
    private Comparator<Entry> byFrequency() {
        Map<List<Datum>, Set<RecordKey>> members = new HashMap<>();
        for (Entry entry : entries) {
            members.computeIfAbsent(entry.identity(), identity -> new HashSet<>())
                    .add(entry.key());
        }
        Comparator<Entry> rarestFirst = Comparator.comparingInt(
                entry -> members.getOrDefault(entry.identity(), Set.of()).size());
        return rarestFirst.reversed();
    }
}
