package io.karat.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a column hangs together with others. What a name looks like depends on the country; that a given name stands first
 * in the full name, goes with one sex and returns in the e-mail address does not.
 *
 * @param copyOf a column further left with the same values, or -1
 * @param parts columns whose words this one holds
 * @param joined holds nothing but the words of its parts
 * @param begins share of records in which it begins the column it is a part of
 * @param ends share of records in which it ends the column it is a part of
 * @param inEmail share of records in which the e-mail address holds it
 * @param bySex how much surer the two-valued column that could be the sex is once this value is known, 0 to 1
 * @param byPostcode how much surer this column is once the value of the column that could be the postcode is known,
 *     beyond what holds for the other columns
 */
record Ties(
        int copyOf,
        List<Integer> parts,
        boolean joined,
        double begins,
        double ends,
        double inEmail,
        double bySex,
        double byPostcode) {

    static final Ties NONE = new Ties(-1, List.of(), false, 0, 0, 0, 0, 0);

    private static final int MOST_ROWS = 6_000;
    private static final int MOST_COLUMNS = 48;
    private static final int LEAST_ROWS = 12;
    private static final double NEARLY_ALL = 0.95;
    private static final double MOST = 0.85;

    Ties {
        parts = List.copyOf(parts);
    }

    static List<Ties> of(Sample sample, List<ColumnProfile> columns) {
        Finder finder = new Finder(sample, columns);
        List<Ties> ties = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ties.add(finder.followed.contains(i) ? finder.ties(i) : NONE);
        }
        double[] usual = ties.stream()
                .mapToDouble(Ties::byPostcode)
                .filter(gain -> gain > 0)
                .sorted()
                .toArray();
        double median = usual.length == 0 ? 0 : usual[(usual.length - 1) / 2];
        return ties.stream().map(tie -> tie.beyond(median)).toList();
    }

    private Ties beyond(double usual) {
        return new Ties(copyOf, parts, joined, begins, ends, inEmail, bySex, Math.max(0, byPostcode - usual));
    }

    private static final class Finder {

        private final Sample sample;
        private final List<ColumnProfile> columns;
        private final int[] rows;
        private final Set<Integer> followed;
        private final Map<Integer, List<Integer>> parts = new HashMap<>();
        private final Map<Integer, String[][]> words = new HashMap<>();
        /** The column that tells real things apart best, without being a key. */
        private final int telling;

        Finder(Sample sample, List<ColumnProfile> columns) {
            this.sample = sample;
            this.columns = columns;
            int stride = Math.max(1, sample.size() / MOST_ROWS);
            rows = new int[(sample.size() + stride - 1) / stride];
            Arrays.setAll(rows, i -> i * stride);
            followed = new HashSet<>(columns.stream()
                    .filter(c -> !c.constant() && c.text().length() < 400)
                    .sorted(Comparator.comparingInt((ColumnProfile c) -> -c.filled())
                            .thenComparingInt(ColumnProfile::number))
                    .limit(MOST_COLUMNS)
                    .map(ColumnProfile::number)
                    .toList());
            telling = columns.stream()
                    .filter(c -> followed.contains(c.number()) && c.fill() > 0.6 && c.uniqueness() < 0.98)
                    .max(Comparator.comparingDouble(ColumnProfile::uniqueness))
                    .map(ColumnProfile::number)
                    .orElse(-1);
            for (int i : followed) {
                parts.put(i, columns.get(i).text().words() >= 1.3 ? partsOf(i) : List.of());
            }
        }

        Ties ties(int column) {
            double begins = 0;
            double ends = 0;
            for (int whole : followed) {
                if (parts.getOrDefault(whole, List.of()).contains(column)) {
                    begins = Math.max(begins, place(whole, column, true));
                    ends = Math.max(ends, place(whole, column, false));
                }
            }
            boolean named = columns.get(column).share(Trait.ONE_WORD) > 0.5;
            return new Ties(
                    copyOf(column),
                    parts.getOrDefault(column, List.of()),
                    joined(column),
                    begins,
                    ends,
                    named ? inEmail(column) : 0,
                    named ? bySex(column) : 0,
                    byPostcode(column));
        }

        private String[] words(int column, int row) {
            String[][] all = words.computeIfAbsent(column, c -> new String[rows.length][]);
            String @Nullable [] known = all[row];
            if (known == null) {
                String value = sample.value(rows[row], column).toLowerCase(Locale.ROOT);
                known = ColumnProfile.holdsValue(value) ? value.split("[\\s,;]+", 60) : new String[0];
                all[row] = known;
            }
            return known;
        }

        private int copyOf(int column) {
            for (int other = 0; other < column; other++) {
                if (followed.contains(other) && columns.get(other).distinct() > 2) {
                    int both = 0;
                    int same = 0;
                    for (int row = 0; row < rows.length; row++) {
                        String[] mine = words(column, row);
                        String[] its = words(other, row);
                        both += mine.length + its.length == 0 ? 0 : 1;
                        same += mine.length > 0 && Arrays.equals(mine, its) ? 1 : 0;
                    }
                    if (both >= LEAST_ROWS && same >= 0.98 * both) {
                        return other;
                    }
                }
            }
            return -1;
        }

        private List<Integer> partsOf(int whole) {
            List<Integer> found = new ArrayList<>();
            for (int part : followed.stream().sorted().toList()) {
                ColumnProfile p = columns.get(part);
                boolean smaller = p.text().words() < columns.get(whole).text().words() - 0.2;
                if (part != whole
                        && smaller
                        && p.uniqueness() > 0.002
                        && p.text().length() >= 2) {
                    int both = 0;
                    int inside = 0;
                    for (int row = 0; row < rows.length; row++) {
                        String[] all = words(whole, row);
                        String[] some = words(part, row);
                        if (all.length > 0 && some.length > 0) {
                            both++;
                            inside += Arrays.asList(all).containsAll(Arrays.asList(some)) ? 1 : 0;
                        }
                    }
                    if (both >= LEAST_ROWS && inside >= MOST * both) {
                        found.add(part);
                    }
                }
            }
            return found;
        }

        private boolean joined(int whole) {
            List<Integer> of = parts.getOrDefault(whole, List.of());
            if (of.isEmpty()) {
                return false;
            }
            int filled = 0;
            int covered = 0;
            for (int row = 0; row < rows.length; row++) {
                String[] all = words(whole, row);
                if (all.length > 0) {
                    filled++;
                    Set<String> union = new HashSet<>();
                    for (int part : of) {
                        union.addAll(Arrays.asList(words(part, row)));
                    }
                    covered += union.containsAll(Arrays.asList(all)) ? 1 : 0;
                }
            }
            return filled >= LEAST_ROWS && covered >= NEARLY_ALL * filled;
        }

        private double place(int whole, int part, boolean first) {
            int both = 0;
            int there = 0;
            for (int row = 0; row < rows.length; row++) {
                String[] all = words(whole, row);
                String[] some = words(part, row);
                if (all.length > some.length && some.length > 0) {
                    both++;
                    String word = first ? some[0] : some[some.length - 1];
                    there += word.equals(first ? all[0] : all[all.length - 1]) ? 1 : 0;
                }
            }
            return both < LEAST_ROWS ? 0 : (double) there / both;
        }

        private double inEmail(int column) {
            double best = 0;
            for (int email : followed) {
                if (columns.get(email).share(Trait.EMAIL) > 0.7) {
                    int both = 0;
                    int inside = 0;
                    for (int row = 0; row < rows.length; row++) {
                        String[] address = words(email, row);
                        String[] name = words(column, row);
                        if (address.length == 1 && name.length > 0 && name[0].length() > 2) {
                            both++;
                            int at = address[0].indexOf('@');
                            inside += at > 0 && address[0].lastIndexOf(name[0], at) >= 0 ? 1 : 0;
                        }
                    }
                    best = both < LEAST_ROWS ? best : Math.max(best, (double) inside / both);
                }
            }
            return best;
        }

        private double bySex(int column) {
            double best = 0;
            for (int sex : followed) {
                ColumnProfile s = columns.get(sex);
                if (sex != column
                        && s.distinct() >= 2
                        && s.distinct() <= 8
                        && s.topShare() > 0.4
                        && s.topShare() < 0.75) {
                    best = Math.max(best, gain(column, sex));
                }
            }
            return best;
        }

        private double byPostcode(int column) {
            double best = 0;
            for (int post : followed) {
                ColumnProfile p = columns.get(post);
                boolean postcode = p.share(Trait.POSTCODE) > 0.7
                        || p.share(Trait.DIGITS) > 0.8
                                && p.text().length() >= 3.5
                                && p.text().length() <= 6.5
                                && p.uniqueness() < 0.7;
                if (post != column && postcode) {
                    best = Math.max(best, gain(post, column));
                }
            }
            return best;
        }

        /**
         * How much better than by its most frequent value one guesses {@code to} when {@code from} is known. Records
         * that are likely of one thing count once, or else every column would seem to depend on every other.
         */
        private double gain(int from, int to) {
            Map<String, Map<String, Integer>> pairs = new HashMap<>();
            Map<String, Integer> plain = new HashMap<>();
            Set<String> met = new HashSet<>();
            for (int row = 0; row < rows.length; row++) {
                String[] known = words(from, row);
                String[] guessed = words(to, row);
                String thing = telling < 0 || telling == from || telling == to
                        ? Integer.toString(row)
                        : String.join(" ", words(telling, row));
                boolean fresh = known.length > 0
                        && guessed.length > 0
                        && !thing.isEmpty()
                        && met.add(known[0] + ' ' + known[known.length - 1] + '\n' + thing);
                if (fresh) {
                    String value = String.join(" ", guessed);
                    pairs.computeIfAbsent(String.join(" ", known), k -> new HashMap<>())
                            .merge(value, 1, Integer::sum);
                }
            }
            int right = 0;
            int all = 0;
            for (Map<String, Integer> guesses : pairs.values()) {
                int sum = guesses.values().stream().mapToInt(n -> n).sum();
                if (sum >= 3) {
                    all += sum;
                    right += guesses.values().stream().mapToInt(n -> n).max().orElse(0) - 1;
                    guesses.forEach((value, count) -> plain.merge(value, count, Integer::sum));
                    all--;
                }
            }
            if (all < 2 * LEAST_ROWS) {
                return 0;
            }
            double base = plain.values().stream().mapToInt(n -> n).max().orElse(0) / (double) all;
            return base >= 1 ? 0 : Math.max(0, ((double) right / all - base) / (1 - base));
        }
    }
}
