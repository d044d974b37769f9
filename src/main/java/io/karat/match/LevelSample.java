package io.karat.match;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The levels of many pairs, as training reads them again and again. */
final class LevelSample {

    private static final int CHUNK = 1 << 13;

    private final EntityType type;
    private final Layout layout;
    private final CodedFrequencies frequencies;
    private final int records;
    private final PairSample pairs;
    private final int width;
    private final byte[] levels;
    private final int[] agreed;

    /** Compares all pairs, on all processors. */
    LevelSample(Layout layout, Columns columns, CodedFrequencies frequencies, PairSample pairs) {
        this.type = columns.type();
        this.layout = layout;
        this.frequencies = frequencies;
        this.records = columns.size();
        this.pairs = pairs;
        this.width = layout.size();
        this.levels = new byte[Math.multiplyExact(pairs.size(), width)];
        this.agreed = new int[levels.length];
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
                levels[i * width + j] = pair.levels[j];
                agreed[i * width + j] =
                        pair.agreed[j] >= 0 && j < attributes ? frequencies.number(j, pair.agreed[j]) : Columns.NONE;
            }
        }
    }

    int size() {
        return width == 0 ? 0 : levels.length / width;
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

    int level(int pair, int comparison) {
        return levels[pair * width + comparison];
    }

    /** The number of the frequency of the value agreed on, or negative. */
    int agreed(int pair, int comparison) {
        return agreed[pair * width + comparison];
    }

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

    /** How often each level occurs, with half a pair added to each. */
    double[][] distribution() {
        double[][] tables = new double[width][];
        for (int j = 0; j < width; j++) {
            double[] table = new double[layout.comparison(j).levels().size()];
            Arrays.fill(table, 0.5);
            double sum = 0.5 * table.length;
            for (int i = 0; i < size(); i++) {
                int level = level(i, j);
                if (level >= 0) {
                    table[level]++;
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
