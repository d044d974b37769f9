package io.karat.testing;

import io.karat.cluster.Constraints;
import io.karat.cluster.Constraints.Different;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Random components of records that belong to hidden things: more evidence inside a thing than between things, few edges,
 * some contradictions, some records that look the same, some decisions.
 */
public final class RandomGraphs {

    private final SplittableRandom random;
    private final int[] thing;

    public RandomGraphs(SplittableRandom random, int size) {
        this.random = random;
        thing = random.ints(size, 0, 1 + size / 3).toArray();
    }

    /** Evidence in steps of a half: many ties, and sums that doubles hold exactly. Some records look the same. */
    public GraphComponent coarse() {
        GraphComponent graph = component(2);
        copyInto(graph, original -> original % 4 == 0 ? 0 : 12);
        return graph;
    }

    /** Evidence without ties. */
    public GraphComponent fine() {
        return component(1 << 20);
    }

    /** Evidence without ties, but for records that look the same and surely are. */
    public GraphComponent fineWithCopies() {
        GraphComponent graph = fine();
        copyInto(graph, original -> 12);
        return graph;
    }

    private GraphComponent component(int steps) {
        var graph = new GraphComponent(thing.length);
        double density = 0.2 + random.nextDouble() * 0.6;
        for (int a = 0; a < thing.length; a++) {
            for (int b = a + 1; b < thing.length; b++) {
                boolean same = thing[a] == thing[b];
                double score = (same ? 4 : -4) + random.nextInt(-8 * steps, 8 * steps + 1) / (double) steps;
                if (score > -1 && random.nextDouble() < density) {
                    graph.link(a, b, score);
                } else {
                    graph.score(a, b, score);
                }
                if (random.nextDouble() < (same ? 0.02 : 0.15)) {
                    graph.conflict(a, b);
                }
            }
        }
        return graph;
    }

    /** Makes some records look the same as another: their evidence, edges and conflicts are the other's. */
    private void copyInto(GraphComponent graph, IntUnaryOperator evidenceForItself) {
        for (int copy = 1; copy < thing.length; copy++) {
            if (random.nextInt(6) == 0) {
                int original = random.nextInt(copy);
                int face = (int) graph.fingerprint(original);
                for (int other = 0; other < thing.length; other++) {
                    if (other != original && other != copy) {
                        graph.same(original, copy, other);
                    }
                }
                graph.link(original, copy, evidenceForItself.applyAsInt(face)).peace(original, copy);
                graph.fingerprint(copy, face);
                thing[copy] = thing[original];
            }
        }
    }

    /** Decisions that agree with the hidden things, and so never contradict each other. */
    public Constraints constraints() {
        List<int[]> same = new ArrayList<>();
        List<Different> different = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int a = random.nextInt(thing.length);
            int b = random.nextInt(thing.length);
            if (thing[a] == thing[b]) {
                same.add(new int[] {a, b});
            } else {
                different.add(new Different(some(thing[a]), some(thing[b])));
            }
        }
        return new Constraints(same, different);
    }

    private int[] some(int of) {
        int[] all = IntStream.range(0, thing.length)
                .filter(node -> thing[node] == of)
                .toArray();
        int from = random.nextInt(all.length);
        return Arrays.copyOfRange(all, from, all.length);
    }

    /** A permutation of the nodes. */
    public int[] shuffle() {
        return shuffled(random, thing.length);
    }

    public static int[] shuffled(SplittableRandom random, int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
