package io.karat.cluster;

import io.karat.model.RecordKey;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A component of clean lists. A record has one match at most in each other source, so its candidates there compete: an edge
 * is worth what it says given all the others ({@link Margins}). So the best assignment stands out, whichever pair is the
 * best by itself, and of equally good candidates none does.
 *
 * <p>What a steward declared the same counts as one record, and has won against all others. Pairs that were declared
 * different, or that contradict each other, do not compete.
 */
final class Competing implements Component {

    /** Beyond any score. */
    private static final double CERTAIN = 30;

    private final Component raw;
    private final Lists lists;
    private final UnionFind same;
    private final Map<Rival, Integer> rivals = new HashMap<>();
    private final Map<Place, Integer> places = new HashMap<>();
    private final IntArrayList placeOfLeft = new IntArrayList();
    private final IntArrayList placeOfRight = new IntArrayList();
    private final DoubleArrayList scores = new DoubleArrayList();
    private final double[] margins;

    /** What a record of the left thing's list says about one of the right thing's, the lower thing left. */
    private record Rival(int left, int leftList, int right, int rightList) {}

    /** Where a thing has its one match in a list. */
    private record Place(int thing, int list) {}

    Competing(Component raw, Edges edges, Constraints constraints) {
        this.raw = raw;
        this.lists = Lists.of(raw);
        this.same = UnionFind.of(raw.size(), constraints.same());
        LongSet different = different(constraints);
        for (int node = 0; node < raw.size(); node++) {
            int a = node;
            edges.after(a)
                    .filter(b -> !same.same(a, b)
                            && !different.contains(pair(same.find(a), same.find(b)))
                            && !raw.exclusiveConflict(a, b))
                    .forEach(b -> compete(a, b, raw.evidence(a, b)));
        }
        for (int[] one : Edges.sets(same, raw.size())) {
            for (int i = 0; i < one.length; i++) {
                for (int j = i + 1; j < one.length; j++) {
                    compete(one[i], one[j], CERTAIN);
                }
            }
        }
        margins = new Margins(
                        placeOfLeft.toIntArray(), placeOfRight.toIntArray(), places.size(), scores.toDoubleArray())
                .all();
    }

    private LongSet different(Constraints constraints) {
        LongSet pairs = new LongOpenHashSet();
        for (Constraints.Different different : constraints.different()) {
            for (int left : different.left()) {
                for (int right : different.right()) {
                    pairs.add(pair(same.find(left), same.find(right)));
                }
            }
        }
        return pairs;
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /** Of several records that are one, the best speaks. */
    private void compete(int a, int b, double score) {
        if (lists.same(a, b)) {
            return;
        }
        Rival rival = rival(a, b);
        Integer known = rivals.putIfAbsent(rival, scores.size());
        if (known != null) {
            int at = known;
            scores.set(at, Math.max(scores.getDouble(at), score));
            return;
        }
        placeOfLeft.add(place(rival.left, rival.rightList));
        placeOfRight.add(place(rival.right, rival.leftList));
        scores.add(score);
    }

    private Rival rival(int a, int b) {
        int one = same.find(a);
        int two = same.find(b);
        boolean inOrder = one != two ? one < two : lists.of(a) < lists.of(b);
        return inOrder ? new Rival(one, lists.of(a), two, lists.of(b)) : new Rival(two, lists.of(b), one, lists.of(a));
    }

    private int place(int thing, int list) {
        Integer next = places.size();
        Integer known = places.putIfAbsent(new Place(thing, list), next);
        return known == null ? next : known;
    }

    @Override
    public double evidence(int a, int b) {
        if (lists.same(a, b) || raw.settled(a, b) || !raw.edge(a, b)) {
            return raw.evidence(a, b);
        }
        Integer rival = rivals.get(rival(a, b));
        return rival == null ? raw.evidence(a, b) : margins[rival];
    }

    @Override
    public int size() {
        return raw.size();
    }

    @Override
    public RecordKey key(int node) {
        return raw.key(node);
    }

    @Override
    public boolean edge(int a, int b) {
        return raw.edge(a, b);
    }

    @Override
    public int[] neighbours(int node) {
        return raw.neighbours(node);
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return raw.exclusiveConflict(a, b);
    }

    @Override
    public long fingerprint(int node) {
        return raw.fingerprint(node);
    }
}
