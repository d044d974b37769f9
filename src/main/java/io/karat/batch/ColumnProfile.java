package io.karat.batch;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What can be seen of one column by itself.
 *
 * @param number its place in the file, from 0
 * @param header as the file has it
 * @param rows rows looked at
 * @param filled those with a value; what stands for "unknown" is none
 * @param distinct different values, case aside
 * @param topShare share of the most frequent value among the filled
 * @param traits share of the filled values that have a trait, by {@link Trait}
 * @param text lengths, words and patterns
 */
record ColumnProfile(
        int number,
        String header,
        int rows,
        int filled,
        int distinct,
        double topShare,
        Map<Trait, Double> traits,
        Text text) {

    private static final int MOST_VALUES_READ = 1_500;
    private static final int PATTERNS_SHOWN = 3;
    private static final Set<String> NOTHING = Set.of(
            "?",
            "-",
            "--",
            ".",
            "n/a",
            "na",
            "null",
            "none",
            "unknown",
            "unbekannt",
            "inconnu",
            "desconocido",
            "nan",
            "#n/a");

    ColumnProfile {
        traits = Map.copyOf(traits);
    }

    /**
     * @param words mean number of words
     * @param length mean length
     * @param longest length of the longest value
     * @param samePattern share of the most frequent pattern
     * @param firstDigits share of each first digit among values of digits only
     * @param median of values that are numbers, or NaN
     * @param openings different first words for each different value
     * @param patterns the most frequent patterns, the most frequent first
     */
    record Text(
            double words,
            double length,
            int longest,
            double samePattern,
            double[] firstDigits,
            double median,
            double openings,
            List<String> patterns) {}

    static ColumnProfile of(Sample sample, int column, String header) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int filled = 0;
        for (int row = 0; row < sample.size(); row++) {
            String value = sample.value(row, column);
            if (holdsValue(value)) {
                filled++;
                counts.merge(value, 1, Integer::sum);
            }
        }
        Map<String, Integer> folded = new HashMap<>();
        counts.forEach((value, count) -> folded.merge(folded(value), count, Integer::sum));
        int top = folded.values().stream().mapToInt(c -> c).max().orElse(0);
        Tallies tallies = new Tallies();
        int stride = Math.max(1, counts.size() / MOST_VALUES_READ);
        int at = 0;
        for (Map.Entry<String, Integer> value : counts.entrySet()) {
            if (at++ % stride == 0) {
                tallies.add(value.getKey(), value.getValue());
            }
        }
        return new ColumnProfile(
                column,
                header,
                sample.size(),
                filled,
                folded.size(),
                filled == 0 ? 0 : (double) top / filled,
                tallies.shares(),
                tallies.text());
    }

    static boolean holdsValue(String value) {
        return !value.isEmpty() && !(value.length() <= 11 && NOTHING.contains(value.toLowerCase(Locale.ROOT)));
    }

    static String folded(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    double fill() {
        return rows == 0 ? 0 : (double) filled / rows;
    }

    /** Different values per filled row. */
    double uniqueness() {
        return filled == 0 ? 0 : (double) distinct / filled;
    }

    double share(Trait trait) {
        return traits.getOrDefault(trait, 0.0);
    }

    boolean constant() {
        return distinct <= 1;
    }

    /** Sums over the values that are read, each as often as it stands in the column. */
    private static final class Tallies {

        private final Map<Trait, Double> traits = new EnumMap<>(Trait.class);
        private final Map<String, Double> patterns = new HashMap<>();
        private final Map<Double, Double> numbers = new HashMap<>();
        private final double[] firstDigits = new double[10];
        private final Set<String> openings = new HashSet<>();
        private int values;
        private double weight;
        private double words;
        private double length;
        private int longest;

        /** Often repeated values count, but no single one rules the column. */
        void add(String value, int count) {
            double times = 1 + Math.log(count);
            weight += times;
            values++;
            openings.add(folded(value).split("[\\s,]+", 2)[0]);
            Trait.of(value).forEach(trait -> traits.merge(trait, times, Double::sum));
            patterns.merge(ValuePattern.of(value), times, Double::sum);
            words += times * value.split("\\s+", 200).length;
            length += times * value.length();
            longest = Math.max(longest, value.length());
            if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                firstDigits[value.charAt(0) - '0'] += times;
                if (value.length() < 16) {
                    numbers.merge(Double.parseDouble(value), times, Double::sum);
                }
            }
        }

        Map<Trait, Double> shares() {
            Map<Trait, Double> shares = new EnumMap<>(Trait.class);
            traits.forEach((trait, sum) -> shares.put(trait, sum / weight));
            return shares;
        }

        Text text() {
            List<String> top = patterns.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(PATTERNS_SHOWN)
                    .map(Map.Entry::getKey)
                    .toList();
            double same = top.isEmpty() ? 0 : patterns.getOrDefault(top.getFirst(), 0.0) / weight;
            double digits = 0;
            for (double d : firstDigits) {
                digits += d;
            }
            for (int i = 0; i < firstDigits.length; i++) {
                firstDigits[i] = digits == 0 ? 0 : firstDigits[i] / digits;
            }
            return new Text(
                    weight == 0 ? 0 : words / weight,
                    weight == 0 ? 0 : length / weight,
                    longest,
                    same,
                    firstDigits,
                    median(),
                    values == 0 ? 0 : (double) openings.size() / values,
                    top);
        }

        private double median() {
            double all = numbers.values().stream().mapToDouble(n -> n).sum();
            double below = 0;
            for (Map.Entry<Double, Double> number : numbers.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .toList()) {
                below += number.getValue();
                if (below >= all / 2) {
                    return number.getKey();
                }
            }
            return Double.NaN;
        }
    }
}
