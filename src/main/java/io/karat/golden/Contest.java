package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.Contribution.Datum;
import io.karat.model.SurvivorshipRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ranks entries, the winner first: evidence, then the rule, then the total order in which every rule ends (source priority,
 * latest {@code observedAt}, content hash, record key, position in the record). Each criterion knows the fate of who loses
 * by it.
 */
final class Contest {

    private static final String UNION = new SurvivorshipRule.Union().code();

    private static final Comparator<Entry> EVIDENCE =
            Comparator.comparing(Entry::evidence).reversed();

    private record Criterion(Fate loser, Comparator<Entry> order) {}

    private final Measure measure;
    private final List<String> sources;
    private final List<Entry> ranked;
    private final List<Entry> apart;

    /**
     * @param measure of the rule, for these entries
     * @param sources the general source priority, best first
     */
    Contest(Measure measure, List<String> sources, List<Entry> entries) {
        this.measure = measure;
        this.sources = sources;
        List<Entry> competing = measure instanceof ByCondition condition
                ? entries.stream().filter(condition::takesPart).toList()
                : entries;
        // Most attributes have one value: nobody competes with it.
        this.ranked = competing.size() < 2
                ? competing
                : competing.stream().sorted(order(measure)).toList();
        this.apart = competing.size() == entries.size()
                ? List.of()
                : entries.stream()
                        .filter(entry -> !measure.takesPart(entry))
                        .sorted(order(ending()))
                        .toList();
    }

    private Comparator<Entry> order(Measure by) {
        return EVIDENCE.thenComparing(by.order()).thenComparing(order(ending()));
    }

    /** In which every rule ends. */
    private List<Criterion> ending() {
        return List.of(
                new Criterion(Fate.SOURCE, Measures.bySource(sources)),
                new Criterion(Fate.OBSERVED, Measures.OLDEST.reversed()),
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

    /** Those that the rule lets take no part. */
    List<Entry> apart() {
        return apart;
    }

    /** Code of the rule under which an entry competes. */
    String rule(Entry entry) {
        return measure.rule(entry);
    }

    /** What the rule sees of an entry, in words. */
    String sees(Entry entry) {
        return measure.sees(entry);
    }

    /**
     * What survives, the winner first: alone, or followed by the distinct others. Those stand in the order of the rule
     * union, or else in the total order, in which the rule has no say. Values without evidence do not stand beside those
     * with.
     */
    List<Entry> survivors(boolean many) {
        if (!many || ranked.size() < 2) {
            return ranked.stream().limit(1).toList();
        }
        Entry winner = ranked.getFirst();
        Map<List<Datum>, Entry> union = new LinkedHashMap<>();
        union.put(winner.identity(), winner);
        Stream<Entry> others =
                rule(winner).equals(UNION) ? ranked.stream() : ranked.stream().sorted(order(ending()));
        others.filter(entry -> entry.evidence() == winner.evidence())
                .forEach(entry -> union.putIfAbsent(entry.identity(), entry));
        return List.copyOf(union.values());
    }

    /** The first criterion in which an entry is behind the winner. */
    Fate fate(Entry entry) {
        Entry winner = ranked.getFirst();
        if (EVIDENCE.compare(winner, entry) != 0) {
            return Fate.NO_EVIDENCE;
        }
        if (measure.order().compare(winner, entry) != 0) {
            return measure.behind(winner, entry);
        }
        return ending().stream()
                .filter(criterion -> criterion.order.compare(winner, entry) != 0)
                .findFirst()
                .map(Criterion::loser)
                .orElse(Fate.WON);
    }

    /** The first instant after this one at which the ranking is another by time alone. */
    Optional<Instant> next(Instant now) {
        if (!measure.timed()) {
            return Optional.empty();
        }
        // Until some neighbours change places the ranking stays as it is.
        return IntStream.range(1, ranked.size())
                .mapToObj(i -> turn(ranked.get(i - 1), ranked.get(i), now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> turn(Entry ahead, Entry behind, Instant now) {
        return Stream.concat(measure.changes(ahead, now), measure.changes(behind, now))
                .sorted()
                .filter(instant -> order(measure.at(instant)).compare(ahead, behind) > 0)
                .findFirst();
    }

    private static Comparator<Entry> order(List<Criterion> criteria) {
        return criteria.stream()
                .map(Criterion::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }
}
