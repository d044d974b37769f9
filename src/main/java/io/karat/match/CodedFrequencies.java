package io.karat.match;

import it.unimi.dsi.fastutil.doubles.Double2IntMap;
import it.unimi.dsi.fastutil.doubles.Double2IntOpenHashMap;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.doubles.DoubleList;
import java.util.stream.IntStream;

/**
 * The frequency of each coded value. Few frequencies are distinct, so a value has the number of one, and what follows
 * from a frequency is computed once for each number.
 */
final class CodedFrequencies {

    private final int[][] numbers;
    private final double[][] distinct;

    CodedFrequencies(Columns columns, TermFrequencies[] frequencies) {
        numbers = new int[columns.width()][];
        distinct = new double[columns.width()][];
        IntStream.range(0, columns.width()).parallel().forEach(attribute -> {
            Double2IntMap known = new Double2IntOpenHashMap();
            DoubleList inOrder = new DoubleArrayList();
            int[] number = new int[columns.distinct(attribute)];
            for (int code = 0; code < number.length; code++) {
                double p = frequencies[attribute].of(columns.value(attribute, code));
                number[code] = known.computeIfAbsent(p, fresh -> {
                    inOrder.add(fresh);
                    return inOrder.size() - 1;
                });
            }
            numbers[attribute] = number;
            distinct[attribute] = inOrder.toDoubleArray();
        });
    }

    int number(int attribute, int code) {
        return numbers[attribute][code];
    }

    double of(int attribute, int code) {
        return distinct[attribute][numbers[attribute][code]];
    }

    /** The frequencies of an attribute's values, by their numbers. */
    double[] distinct(int attribute) {
        return distinct[attribute];
    }
}
