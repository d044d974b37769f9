package io.karat.batch;

import io.karat.model.AttributeType;
import io.karat.standardise.Standardiser;
import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pairs of records that are likely to be of one real thing: they share several values, or words of long values, that
 * hardly any other record has, and not only what a household shares. Good enough to ask what a column is worth, without
 * any model. What a column is asked is never asked of pairs that it brought together itself.
 */
final class Lookalikes {

    private static final int RARE = 4;
    private static final int MOST_COLUMNS = 31;
    private static final int MOST_WORDS = 12;
    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_CODE = 5;
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");

    /** Amounts within about 15 % are one step. */
    private static final double STEPS = 7;

    private static final int MOST_PAIRS = 400_000;
    private static final int LEAST_PAIRS = 25;

    /** Of the lookalikes of one person, more than this bear the same given or full name. */
    private static final double SAME_NAME = 0.2;

    /** So many times more often than by chance is much, where chance is next to nothing. */
    private static final double MUCH_MORE = 10;

    /** Pair (left row in the upper half) to two bits for each column: it shares one rare value or word, it shares more. */
    private final Long2LongMap shared = new Long2LongOpenHashMap();

    private final Sample sample;
    private final List<ColumnProfile> columns;
    /** Pairs that alone hold a code, and pairs that alone hold a word of their title. */
    private final LongList codes;

    private final LongList names;
    private final List<AttributeType> types;
    /** The bits of columns that members of a household do not have in common. */
    private final long individual;

    private final boolean relatives;
    /** Comparable forms, by column and raw value. */
    private final List<Map<String, String>> standard = new ArrayList<>();

    /** The bits of a column, or -1. */
    private final int[] slot;

    /**
     * @param types of the columns
     * @param joined columns that only repeat others, which would count twice
     */
    Lookalikes(Sample sample, List<ColumnProfile> columns, List<AttributeType> types, List<Integer> joined) {
        this.types = List.copyOf(types);
        columns.forEach(c -> standard.add(new HashMap<>()));
        this.sample = sample;
        this.columns = columns;
        this.slot = new int[columns.size()];
        List<ColumnProfile> telling = columns.stream()
                .filter(c -> c.distinct() > 20 && !joined.contains(c.number()))
                .sorted(Comparator.comparingInt((ColumnProfile c) -> -c.filled())
                        .thenComparingInt(ColumnProfile::number))
                .limit(MOST_COLUMNS)
                .toList();
        Arrays.fill(slot, -1);
        for (int i = 0; i < telling.size(); i++) {
            slot[telling.get(i).number()] = 2 * i;
        }
        // What a table of people says in words is most often where they live.
        boolean people = types.stream().anyMatch(Findings::person);
        long bits = 0;
        for (ColumnProfile column : telling) {
            AttributeType type = types.get(column.number());
            if (!type.shareable() || type == AttributeType.TEXT && !people) {
                bits |= 3L << slot[column.number()];
            }
        }
        this.individual = bits;
        for (ColumnProfile column : telling) {
            collect(column);
        }
        List<ColumnProfile> texts = columns.stream()
                .filter(c -> !people
                        && types.get(c.number()) == AttributeType.TEXT
                        && c.text().words() >= 3)
                .toList();
        this.codes = pairsOfWords(texts, word -> word.length() >= SHORTEST_CODE && code(word));
        this.names = pairsOfWords(titles(texts), word -> word.length() >= SHORTEST_CODE);
        this.relatives = namesOfTheirOwn();
    }

    private void collect(ColumnProfile column) {
        Map<String, List<Integer>> holders = new HashMap<>();
        for (int row = 0; row < sample.size(); row++) {
            String value = value(row, column.number());
            if (!value.isEmpty()) {
                hold(holders, value, row);
                if (column.text().words() >= 3) {
                    String[] words = value.split("[^\\p{L}\\p{N}]+", 200);
                    int most = Math.min(words.length, MOST_WORDS);
                    for (int i = 0; i < most; i++) {
                        if (words[i].length() >= SHORTEST_WORD && !words[i].equals(value)) {
                            hold(holders, words[i], row);
                        }
                    }
                }
            }
        }
        long one = 1L << slot[column.number()];
        for (List<Integer> rows : holders.values()) {
            for (int i = 0; i < rows.size() && rows.size() <= RARE; i++) {
                for (int j = i + 1; j < rows.size(); j++) {
                    long pair = (long) rows.get(i) << 32 | rows.get(j);
                    long bits = shared.get(pair);
                    if (bits != 0 || shared.size() < MOST_PAIRS) {
                        shared.put(pair, (bits & one) == 0 ? bits | one : bits | one << 1);
                    }
                }
            }
        }
    }

    private static void hold(Map<String, List<Integer>> holders, String value, int row) {
        List<Integer> rows = holders.computeIfAbsent(value, v -> new ArrayList<>(2));
        if (rows.size() <= RARE && !rows.contains(row)) {
            rows.add(row);
        }
    }

    /**
     * What a column is worth among lookalikes.
     *
     * @param pairs lookalikes in which both records have a value
     * @param agreeing share of them with the same value
     * @param chance share of random pairs with the same value
     */
    record Worth(int pairs, double agreeing, double chance) {

        boolean known() {
            return pairs >= LEAST_PAIRS;
        }

        /** Not clearly more than by chance. */
        boolean doubtful() {
            double spread = Math.sqrt(Math.max(1e-9, chance * (1 - chance) / Math.max(1, pairs)));
            return agreeing - chance < 2 * spread;
        }

        /**
         * Far more often than by chance, however seldom: of a clean list most lookalikes are relatives, and a few of one
         * person are among them.
         */
        boolean telling() {
            return !doubtful() && agreeing >= MUCH_MORE * chance;
        }

        /** 1 if lookalikes always agree, 0 if no more often than any two records. */
        double gain() {
            return chance >= 1 ? 0 : (agreeing - chance) / (1 - chance);
        }
    }

    Worth worth(int column) {
        long own = slot[column] < 0 ? 0 : 3L << slot[column];
        int pairs = 0;
        int agreeing = 0;
        for (Long2LongMap.Entry entry : shared.long2LongEntrySet()) {
            if (alike(entry.getLongValue() & ~own)) {
                String left = value(entry.getLongKey() >>> 32, column);
                String right = value(entry.getLongKey() & 0xffff_ffffL, column);
                if (!left.isEmpty() && !right.isEmpty()) {
                    pairs++;
                    agreeing += left.equals(right) ? 1 : 0;
                }
            }
        }
        return new Worth(pairs, pairs == 0 ? 0 : (double) agreeing / pairs, chance(column));
    }

    /** Lookalikes with names of their own live together: what they disagree on may be what tells them apart. */
    boolean relatives() {
        return relatives;
    }

    private boolean namesOfTheirOwn() {
        List<Worth> names = columns.stream()
                .filter(c -> types.get(c.number()) == AttributeType.GIVEN_NAME
                        || types.get(c.number()) == AttributeType.FULL_NAME)
                .map(c -> worth(c.number()))
                .filter(Worth::known)
                .toList();
        return !names.isEmpty() && names.stream().noneMatch(name -> name.agreeing() > SAME_NAME);
    }

    private boolean alike(long bits) {
        return Long.bitCount(bits) >= 2 && (bits & individual) != 0;
    }

    /** The comparable form, so that dates in two formats agree, and amounts that are close; empty where there is no value. */
    private String value(long row, int column) {
        String raw = sample.value((int) row, column);
        if (!ColumnProfile.holdsValue(raw)) {
            return "";
        }
        return standard.get(column).computeIfAbsent(raw, r -> comparable(types.get(column), r));
    }

    private static String comparable(AttributeType type, String raw) {
        String text = Standardiser.standard(type, "", raw).orElseGet(() -> ColumnProfile.folded(raw));
        boolean amount = type == AttributeType.MONEY || type == AttributeType.NUMBER;
        return amount && AMOUNT.matcher(text).matches()
                ? Long.toString(Math.round(Math.log(Math.max(1e-6, Double.parseDouble(text))) * STEPS))
                : text;
    }

    private double chance(int column) {
        Map<String, Integer> counts = new HashMap<>();
        int filled = 0;
        for (int row = 0; row < sample.size(); row++) {
            String value = value(row, column);
            if (!value.isEmpty()) {
                counts.merge(value, 1, Integer::sum);
                filled++;
            }
        }
        double same = 0;
        for (int count : counts.values()) {
            same += (double) count * (count - 1);
        }
        return filled < 2 ? 0 : same / ((double) filled * (filled - 1));
    }

    /**
     * How many of the surest pairs lie within one value of the column. Two clean lists have hardly any, though chance
     * would give {@link Worth#chance()} of them. Of texts of things, surest are pairs that alone hold a code of letters
     * and digits, as model numbers are, then those that alone hold a word of their title; else records that are each
     * other's best lookalikes.
     */
    Worth withinOf(int column) {
        return within(column, byWords().orElseGet(this::mutual));
    }

    /** The surest pairs are known by their words alone. */
    boolean ofTexts() {
        return byWords().isPresent();
    }

    private Optional<LongList> byWords() {
        return Stream.of(codes, names)
                .filter(pairs -> pairs.size() >= LEAST_PAIRS)
                .findFirst();
    }

    private Worth within(int column, LongList pairs) {
        int within = 0;
        for (long pair : pairs) {
            within += value(pair >>> 32, column).equals(value(pair & 0xffff_ffffL, column)) ? 1 : 0;
        }
        return new Worth(pairs.size(), pairs.isEmpty() ? 0 : (double) within / pairs.size(), chance(column));
    }

    private LongList mutual() {
        int[] best = new int[sample.size()];
        for (Long2LongMap.Entry entry : shared.long2LongEntrySet()) {
            int bits = Long.bitCount(entry.getLongValue());
            int left = (int) (entry.getLongKey() >>> 32);
            int right = (int) entry.getLongKey();
            best[left] = Math.max(best[left], bits);
            best[right] = Math.max(best[right], bits);
        }
        LongList pairs = new LongArrayList();
        for (Long2LongMap.Entry entry : shared.long2LongEntrySet()) {
            int bits = Long.bitCount(entry.getLongValue());
            int left = (int) (entry.getLongKey() >>> 32);
            int right = (int) entry.getLongKey();
            if (alike(entry.getLongValue()) && bits == best[left] && bits == best[right]) {
                pairs.add(entry.getLongKey());
            }
        }
        return pairs;
    }

    /** Pairs of rows that alone hold a word, in the given columns. */
    private LongList pairsOfWords(List<ColumnProfile> texts, Predicate<String> telling) {
        Map<String, List<Integer>> holders = new HashMap<>();
        for (ColumnProfile column : texts) {
            for (int row = 0; row < sample.size(); row++) {
                String value =
                        ColumnProfile.folded(sample.value(row, column.number())).replace("-", "");
                for (String word : value.split("[^\\p{L}\\p{N}]+", 200)) {
                    if (telling.test(word)) {
                        hold(holders, word, row);
                    }
                }
            }
        }
        LongSet pairs = new LongOpenHashSet();
        for (List<Integer> rows : holders.values()) {
            if (rows.size() == 2) {
                int left = Math.min(rows.getFirst(), rows.getLast());
                pairs.add((long) left << 32 | Math.max(rows.getFirst(), rows.getLast()));
            }
        }
        return new LongArrayList(pairs);
    }

    /** The column that names what a record is about: short texts that hardly repeat. */
    private List<ColumnProfile> titles(List<ColumnProfile> texts) {
        return texts.stream()
                .filter(c -> c.fill() > 0.8 && c.uniqueness() > 0.3)
                .min(Comparator.comparingDouble(c -> c.text().words()))
                .stream()
                .toList();
    }

    private static boolean code(String word) {
        return word.chars().anyMatch(Character::isDigit) && word.chars().anyMatch(Character::isLetter);
    }
}
