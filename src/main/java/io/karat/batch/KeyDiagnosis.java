package io.karat.batch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks at keys and candidates once more and counts; see {@link KeyReport}. Changes nothing. */
final class KeyDiagnosis {

    private static final int CHUNK = 2048;

    private final Records records;
    private final Candidates candidates;
    private final KeyReport.Limits limits;
    private final AtomNumbers numbers;
    private final KeyGroups groups;

    /** @param limits those that the candidates were made with */
    KeyDiagnosis(Records records, Candidates candidates, KeyReport.Limits limits) {
        this.records = records;
        this.candidates = candidates;
        this.limits = limits;
        this.numbers = new AtomNumbers(records.atoms());
        this.groups = new KeyGroups(records.type(), records.atoms(), numbers, limits.cap());
    }

    KeyReport report(int[] cluster, boolean values) {
        Found found = find(cluster);
        return new KeyReport(
                limits,
                new KeyReport.Totals(found.candidates, together(cluster), found.matches),
                coverage(found),
                kinds(found),
                groups.largest().stream().map(key -> block(key, values)).toList());
    }

    private static long together(int[] cluster) {
        int[] sizes = new int[cluster.length];
        for (int of : cluster) {
            sizes[of]++;
        }
        return Arrays.stream(sizes).mapToLong(n -> n * (n - 1L) / 2).sum();
    }

    private KeyReport.Coverage coverage(Found found) {
        int cut = 0;
        int passedOver = 0;
        int alone = 0;
        for (int record = 0; record < records.size(); record++) {
            if (!found.hasCandidate[record]) {
                if (groups.inUsed(record)) {
                    cut++;
                } else if (groups.inPassedOver(record)) {
                    passedOver++;
                } else {
                    alone++;
                }
            }
        }
        return new KeyReport.Coverage(records.size(), found.atBudget, cut, passedOver, alone);
    }

    private List<KeyReport.Kind> kinds(Found found) {
        return IntStream.range(0, groups.kinds().count())
                .filter(kind ->
                        groups.used(kind).keys() + groups.passedOver(kind).keys() + found.pairs[kind] > 0)
                .mapToObj(kind -> new KeyReport.Kind(
                        groups.kinds().names(kind),
                        groups.used(kind),
                        groups.passedOver(kind),
                        new KeyReport.Found(found.pairs[kind], found.onlyPairs[kind]),
                        new KeyReport.Found(found.matched[kind], found.onlyMatched[kind])))
                .sorted(Comparator.comparingLong(
                                (KeyReport.Kind kind) -> -kind.matches().only())
                        .thenComparingLong(kind -> -kind.matches().pairs())
                        .thenComparingLong(kind -> -kind.candidates().pairs()))
                .toList();
    }

    private KeyReport.Block block(KeyGroups.Large key, boolean values) {
        return new KeyReport.Block(groups.kinds().names(key.kind()), key.size(), values ? values(key) : List.of());
    }

    /** Of an attribute that no record of the key has nothing is told, nor of words, which are no attribute. */
    private List<KeyReport.Value> values(KeyGroups.Large key) {
        return Arrays.stream(groups.kinds().attributes(key.kind()))
                .filter(attribute -> attribute < records.type().attributes().size())
                .boxed()
                .flatMap(attribute -> mostFrequent(key, attribute).stream())
                .toList();
    }

    private Optional<KeyReport.Value> mostFrequent(KeyGroups.Large key, int attribute) {
        Map<String, Integer> counts = new HashMap<>();
        groups.holding(key).forEach(record -> {
            for (String value : records.columns().values(record, attribute)) {
                counts.merge(value, 1, Integer::sum);
            }
        });
        String name = records.type().attributes().get(attribute).name();
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> new KeyReport.Value(name, most.getKey(), most.getValue()));
    }

    /** What a second look at all candidates finds, by kind of key where it is an array of that length. */
    private final class Found {

        final long[] pairs = new long[groups.kinds().count()];
        final long[] onlyPairs = new long[pairs.length];
        final long[] matched = new long[pairs.length];
        final long[] onlyMatched = new long[pairs.length];
        final boolean[] hasCandidate;
        long candidates;
        long matches;
        int atBudget;

        Found(boolean[] hasCandidate) {
            this.hasCandidate = hasCandidate;
        }

        void add(Found other) {
            for (int kind = 0; kind < pairs.length; kind++) {
                pairs[kind] += other.pairs[kind];
                onlyPairs[kind] += other.onlyPairs[kind];
                matched[kind] += other.matched[kind];
                onlyMatched[kind] += other.onlyMatched[kind];
            }
            candidates += other.candidates;
            matches += other.matches;
            atBudget += other.atBudget;
        }
    }

    private Found find(int[] cluster) {
        int chunks = (records.size() + CHUNK - 1) / CHUNK;
        ThreadLocal<CandidateSearch> searches = ThreadLocal.withInitial(() -> new CandidateSearch(candidates));
        boolean[] hasCandidate = new boolean[records.size()];
        Found all = new Found(hasCandidate);
        IntStream.range(0, chunks)
                .parallel()
                .mapToObj(chunk -> {
                    Found found = new Found(hasCandidate);
                    SharedKinds shared = new SharedKinds(records.atoms(), numbers, groups);
                    int to = Math.min(records.size(), (chunk + 1) * CHUNK);
                    for (int record = chunk * CHUNK; record < to; record++) {
                        look(record, searches.get(), shared, cluster, found);
                    }
                    return found;
                })
                .forEachOrdered(all::add);
        return all;
    }

    private void look(int record, CandidateSearch search, SharedKinds shared, int[] cluster, Found found) {
        int count = search.look(record);
        found.atBudget += count >= limits.budget() ? 1 : 0;
        for (int i = 0; i < count; i++) {
            int other = search.found(i);
            if (shared.find(record, other)) {
                found.hasCandidate[record] = true;
                found.hasCandidate[other] = true;
                tally(found, shared, cluster[record] == cluster[other]);
            }
        }
    }

    private static void tally(Found found, SharedKinds shared, boolean match) {
        int kinds = shared.count();
        found.candidates++;
        found.matches += match ? 1 : 0;
        for (int i = 0; i < kinds; i++) {
            int kind = shared.kind(i);
            found.pairs[kind]++;
            found.onlyPairs[kind] += kinds == 1 ? 1 : 0;
            found.matched[kind] += match ? 1 : 0;
            found.onlyMatched[kind] += match && kinds == 1 ? 1 : 0;
        }
    }
}
