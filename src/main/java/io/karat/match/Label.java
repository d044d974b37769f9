package io.karat.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * What a steward said of two groups of records: that all of them are one and the same real thing, or that no record of one
 * group is the same as one of the other.
 *
 * @param left record numbers
 * @param right record numbers
 */
public record Label(boolean same, int[] left, int[] right) {

    /** So that sums over labels do not depend on who was asked first. */
    static final Comparator<Label> ORDER = Comparator.comparing(Label::same)
            .thenComparing(Label::left, Arrays::compare)
            .thenComparing(Label::right, Arrays::compare);

    /** A label of large groups speaks through so many of its pairs. */
    private static final int PAIRS = 16;

    public Label {
        left = Arrays.stream(left).sorted().distinct().toArray();
        right = Arrays.stream(right).sorted().distinct().toArray();
    }

    /** Pairs across the groups, or some of them: the higher record number, then the lower one. */
    Set<Long> pairs() {
        long all = (long) left.length * right.length;
        long wanted = Math.min(all, PAIRS);
        Set<Long> pairs = new HashSet<>();
        for (long i = 0; i < wanted; i++) {
            long at = i * all / wanted;
            int a = left[(int) (at / right.length)];
            int b = right[(int) (at % right.length)];
            if (a != b) {
                pairs.add(Labels.pair(a, b));
            }
        }
        return pairs;
    }
}
