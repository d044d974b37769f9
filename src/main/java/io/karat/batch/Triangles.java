package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.Arrays;

/** Two matches of a record and whether they match each other, over all records that have two. */
final class Triangles {

    /** More matches of one record are not looked at. */
    private static final int MOST_MATCHES = 30;

    /** A record adds so many pairs at most, so that the work stays linear in the records. */
    private static final int MOST_ADDED = 60;

    private final LongSet open = new LongOpenHashSet();
    private double closed;
    private double closedOfCompared;

    private Triangles() {}

    /** @param scores of the pairs, in nats; above 0 they match */
    static Triangles of(Pairs pairs, double[] scores, int records) {
        IntArrayList[] matches = new IntArrayList[records];
        Arrays.setAll(matches, i -> new IntArrayList());
        LongSet compared = new LongOpenHashSet(pairs.size());
        LongSet matching = new LongOpenHashSet();
        for (int p = 0; p < pairs.size(); p++) {
            compared.add(name(pairs.left(p), pairs.right(p)));
            if (scores[p] > 0) {
                matches[pairs.left(p)].add(pairs.right(p));
                matches[pairs.right(p)].add(pairs.left(p));
                matching.add(name(pairs.left(p), pairs.right(p)));
            }
        }
        Triangles triangles = new Triangles();
        triangles.look(matches, compared, matching);
        return triangles;
    }

    private void look(IntArrayList[] matches, LongSet compared, LongSet matching) {
        int records = 0;
        int recordsCompared = 0;
        for (IntArrayList of : matches) {
            int most = Math.min(of.size(), MOST_MATCHES);
            int all = most * (most - 1) / 2;
            int asked = 0;
            int alike = 0;
            int added = 0;
            for (int i = 0; i < most; i++) {
                for (int j = i + 1; j < most; j++) {
                    long pair = name(of.getInt(i), of.getInt(j));
                    if (compared.contains(pair)) {
                        asked++;
                        alike += matching.contains(pair) ? 1 : 0;
                    } else if (added < MOST_ADDED && open.add(pair)) {
                        added++;
                    }
                }
            }
            if (all > 0) {
                closed += (double) alike / all;
                records++;
            }
            if (asked > 0) {
                closedOfCompared += (double) alike / asked;
                recordsCompared++;
            }
        }
        closed = records == 0 ? 0 : closed / records;
        closedOfCompared = recordsCompared == 0 ? 0 : closedOfCompared / recordsCompared;
    }

    /** How many of two matches of a record match each other, on average over the records that have two; 0 if none has. */
    double closed() {
        return closed;
    }

    /** The same of those that were compared with each other. */
    double closedOfCompared() {
        return closedOfCompared;
    }

    /** Fewer are closed than that, but of those that were compared not fewer: the others decide. */
    boolean halfSeen(double enough) {
        return closed < enough && closedOfCompared >= enough;
    }

    /** Two matches of one record that were not compared, the smaller number in the upper half. */
    LongSet open() {
        return open;
    }

    private static long name(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }
}
