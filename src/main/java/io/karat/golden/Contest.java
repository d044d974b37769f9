package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.Contribution.Datum;
import io.karat.model.SurvivorshipRule;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ranks entries, the winner first: evidence, then the rule, then the total order in which every rule ends (source priority,
 * latest {@code observedAt}, content hash, record key, position in the record). Each criterion knows the fate of who loses
 * by it.
 */
final class Contest {

    private static final String UNION = new SurvivorshipRule.Union().code();

    private final Measure measure;
    private final Ending ending;
    private final Comparator<Entry> order;
    private final List<Entry> entries;
    private final List<Entry> competing;
    private @Nullable List<Entry> ranked;

    /** @param measure of the rule, for these entries */
    Contest(Measure measure, Ending ending, List<Entry> entries) {
        this.measure = measure;
        this.ending = ending;
        this.order = order(measure);
        this.entries = entries;
        this.competing = measure instanceof ByCondition condition
                ? entries.stream().filter(condition::takesPart).toList()
                : entries;
    }

    private Comparator<Entry> order(Measure by) {
        Comparator<Entry> rule = by.order();
        return (a, b) -> {
            int first = Boolean.compare(b.evidence(), a.evidence());
            int second = first == 0 ? rule.compare(a, b) : first;
            return second == 0 ? ending.compare(a, b) : second;
        };
    }

    /** Best first. */
    List<Entry> ranked() {
        List<Entry> sorted = ranked;
        if (sorted == null) {
            sorted = competing.stream().sorted(order).toList();
            ranked = sorted;
        }
        return sorted;
    }

    /** The first of the {@link #ranked}; null where there is none. */
    @Nullable Entry winner() {
        return competing.isEmpty() ? null : Collections.min(competing, order);
    }

    /** Those that the rule lets take no part. */
    List<Entry> apart() {
        return competing.size() == entries.size()
                ? List.of()
                : entries.stream()
                        .filter(entry -> !measure.takesPart(entry))
                        .sorted(ending)
                        .toList();
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
        Entry winner = winner();
        if (winner == null) {
            return List.of();
        }
        if (!many || competing.size() == 1) {
            return List.of(winner);
        }
        Map<List<Datum>, Entry> union = new LinkedHashMap<>();
        union.put(winner.identity(), winner);
        Stream<Entry> others = rule(winner).equals(UNION)
                ? ranked().stream()
                : competing.stream().sorted(ending);
        others.filter(entry -> entry.evidence() == winner.evidence())
                .forEach(entry -> union.putIfAbsent(entry.identity(), entry));
        return List.copyOf(union.values());
    }

    /** The first criterion in which an entry is behind the winner. */
    Fate fate(Entry entry) {
        Entry winner = ranked().getFirst();
        if (winner.evidence() != entry.evidence()) {
            return Fate.NO_EVIDENCE;
        }
        if (measure.order().compare(winner, entry) != 0) {
            return measure.behind(winner, entry);
        }
        return ending.fate(winner, entry);
    }

    /** The first instant after this one at which the ranking is another by time alone. */
    Optional<Instant> next(Instant after) {
        if (!measure.timed()) {
            return Optional.empty();
        }
        // Until some neighbours change places the ranking stays as it is.
        List<Entry> now = ranked();
        return IntStream.range(1, now.size())
                .mapToObj(i -> turn(now.get(i - 1), now.get(i), after))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> turn(Entry ahead, Entry behind, Instant now) {
        return Stream.concat(measure.changes(ahead, now), measure.changes(behind, now))
                .sorted()
                .filter(instant -> order(measure.at(instant)).compare(ahead, behind) > 0)
                .findFirst();
    }
}
