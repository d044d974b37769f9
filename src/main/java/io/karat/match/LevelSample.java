package io.karat.match;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The levels of many pairs, as training reads them again and again. What a comparison can come to has a place in one row of
 * numbers: first nothing, then the levels of all comparisons, then their agreements by the number of the value's frequency.
 */
final class LevelSample {

    /** Of a comparison that says nothing. */
    private static final int NOTHING = 0;

    private static final int CHUNK = 1 << 13;

    private final EntityType type;
    private final Layout layout;
    private final CodedFrequencies frequencies;
    private final int records;
    private final PairSample pairs;
    private final int width;

    /** By comparison the place of its lowest level; behind the last one the first that is of no level. */
    private final int[] levels;

    /** By comparison the place of its first agreement; behind the last one the first that there is not. */
    private final int[] agreements;

    /** By place the one of the level: another one only where it is of an agreement. */
    private final int[] levelOf;

    /** Per pair and comparison. */
    private final int[] places;

    /** Compares all pairs, on all processors. */
    LevelSample(Layout layout, Columns columns, CodedFrequencies frequencies, PairSample pairs) {
        this.type = columns.type();
        this.layout = layout;
        this.frequencies = frequencies;
        this.records = columns.size();
        this.pairs = pairs;
        this.width = layout.size();
        this.levels = places(NOTHING + 1, j -> layout.comparison(j).levels().size());
        this.agreements = places(levels[width], j -> frequencies(j).length);
        this.levelOf = IntStream.range(0, agreements[width]).toArray();
        for (int j = 0; j < width; j++) {
            Arrays.fill(levelOf, agreements[j], agreements[j + 1], levels[j + 1] - 1);
        }
        this.places = new int[Math.multiplyExact(pairs.size(), width)];
        AtomicInteger next = new AtomicInteger();
        Digests digests = columns.digests();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(worker -> {
                    CodedPair pair = new CodedPair(layout, columns, frequencies, digests);
                    for (int i = next.getAndAdd(CHUNK); i < pairs.size(); i = next.getAndAdd(CHUNK)) {
                        compare(pair, i, Math.min(pairs.size(), i + CHUNK), columns.width());
                    }
                });
    }

    private void compare(CodedPair pair, int from, int to, int attributes) {
        for (int i = from; i < to; i++) {
            pair.compare(pairs.left(i), pairs.right(i));
            for (int j = 0; j < width; j++) {
                if (pair.levels[j] >= 0) {
                    places[i * width + j] = pair.agreed[j] >= 0 && j < attributes
                            ? agreement(j, frequencies.number(j, pair.agreed[j]))
                            : level(j, pair.levels[j]);
                }
            }
        }
    }

    private int[] places(int first, IntUnaryOperator counts) {
        int[] from = new int[width + 1];
        from[0] = first;
        for (int j = 0; j < width; j++) {
            from[j + 1] = from[j] + counts.applyAsInt(j);
        }
        return from;
    }

    /** The place of a level. */
    int level(int comparison, int level) {
        return levels[comparison] + level;
    }

    /** The place of an agreement on a value that is so frequent, see {@link #frequencies(int)}. */
    int agreement(int comparison, int frequency) {
        return agreements[comparison] + frequency;
    }

    /** How many places there are. */
    int places() {
        return levelOf.length;
    }

    /** Places from here on are of no level. */
    int levels() {
        return levels[width];
    }

    /** The place that a comparison of a pair comes to. */
    int place(int pair, int comparison) {
        return places[pair * width + comparison];
    }

    /** The place of the level to which a place belongs: its own, unless it is of an agreement. */
    int levelOf(int place) {
        return levelOf[place];
    }

    int size() {
        return width == 0 ? 0 : places.length / width;
    }

    int comparisons() {
        return width;
    }

    int records() {
        return records;
    }

    /** Pairs of the population that a pair of the sample stands for. */
    double weight(int pair) {
        return pairs.weight(pair);
    }

    /** Natural log-odds that the pair matches, known beside its levels. */
    double told(int pair) {
        return pairs.told(pair);
    }

    /** The frequencies that values of a comparison have, by number. */
    double[] frequencies(int comparison) {
        return comparison < type.attributes().size() ? frequencies.distinct(comparison) : new double[0];
    }

    boolean shareable(int comparison) {
        return comparison < type.attributes().size()
                && type.attributes().get(comparison).shared();
    }

    boolean family(int comparison) {
        return comparison < type.attributes().size()
                && type.attributes().get(comparison).type() == AttributeType.FAMILY_NAME;
    }

    /** The comparison is of the first attribute of the type, which is of an individual. */
    boolean individual(int comparison, AttributeType wanted) {
        List<Attribute> attributes = type.attributes();
        return comparison < attributes.size()
                && attributes.get(comparison).type() == wanted
                && !attributes.get(comparison).shared()
                && attributes.stream().limit(comparison).noneMatch(attribute -> attribute.type() == wanted);
    }

    /** The comparison is of names that relatives have in part: a person's full name, or that of an organisation. */
    boolean partly(int comparison, AttributeType wanted) {
        return comparison < type.attributes().size()
                && type.attributes().get(comparison).type() == wanted
                && !type.attributes().get(comparison).shared();
    }

    /** How often each level occurs, with half a pair added to each. */
    double[][] distribution() {
        double[][] tables = new double[width][];
        for (int j = 0; j < width; j++) {
            double[] table = new double[levels[j + 1] - levels[j]];
            Arrays.fill(table, 0.5);
            double sum = 0.5 * table.length;
            for (int i = 0; i < size(); i++) {
                int place = place(i, j);
                if (place != NOTHING) {
                    table[levelOf(place) - levels[j]]++;
                    sum++;
                }
            }
            for (int level = 0; level < table.length; level++) {
                table[level] /= sum;
            }
            tables[j] = table;
        }
        return tables;
    }
}
