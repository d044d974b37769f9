package io.karat.batch;

import java.util.Arrays;

/** The kinds of keys that lead from one record to another; every thread has its own. */
final class SharedKinds {

    private final KeyAtoms records;
    private final AtomNumbers numbers;
    private final KeyGroups groups;
    private final KeyKinds kinds;

    /** Places of the shared atoms in both records. */
    private int[] left = new int[64];

    private int[] right = new int[64];
    private int shared;

    private final int[] found;
    private int count;

    /** Per kind the number of the last pair that it was found for. */
    private final int[] seen;

    private int pair;
    private boolean anyKey;

    SharedKinds(KeyAtoms records, AtomNumbers numbers, KeyGroups groups) {
        this.records = records;
        this.numbers = numbers;
        this.groups = groups;
        this.kinds = groups.kinds();
        this.found = new int[kinds.count()];
        this.seen = new int[kinds.count()];
    }

    /**
     * Looks for the kinds.
     *
     * @return whether the two share any key, as {@code Keys.shared} defines it, be it one that is passed over
     */
    boolean find(int a, int b) {
        pair++;
        count = 0;
        anyKey = false;
        intersect(a, b);
        for (int i = 0; i < shared; i++) {
            if (records.strong(left[i]) && records.strong(right[i])) {
                anyKey = true;
                int kind = Math.min(kinds.of(column(left[i])), kinds.of(column(right[i])));
                if (seen[kind] != pair && groups.uses(numbers.of(left[i]))) {
                    see(kind);
                }
            }
            for (int j = 0; j < i; j++) {
                pairOfAtoms(i, j);
            }
        }
        return anyKey;
    }

    private void pairOfAtoms(int i, int j) {
        if (column(left[i]) == column(left[j]) || column(right[i]) == column(right[j])) {
            return;
        }
        anyKey = true;
        int kind = Math.min(kinds.of(column(left[i]), column(left[j])), kinds.of(column(right[i]), column(right[j])));
        if (seen[kind] != pair && groups.uses(numbers.of(left[i]), numbers.of(left[j]))) {
            see(kind);
        }
    }

    private int column(int at) {
        return records.column(at);
    }

    private void see(int kind) {
        seen[kind] = pair;
        found[count++] = kind;
    }

    /** Atoms of a record are sorted. */
    private void intersect(int a, int b) {
        shared = 0;
        int x = records.from(a);
        int y = records.from(b);
        while (x < records.from(a + 1) && y < records.from(b + 1)) {
            int order = Long.compare(records.atom(x), records.atom(y));
            if (order == 0) {
                add(x, y);
            }
            x += order <= 0 ? 1 : 0;
            y += order >= 0 ? 1 : 0;
        }
    }

    private void add(int x, int y) {
        if (shared == left.length) {
            left = Arrays.copyOf(left, shared * 2);
            right = Arrays.copyOf(right, shared * 2);
        }
        left[shared] = x;
        right[shared++] = y;
    }

    /** How many kinds were found: none if the two share only keys that are passed over. */
    int count() {
        return count;
    }

    /** The {@code i}th kind found. */
    int kind(int i) {
        return found[i];
    }
}
