package io.karat.cluster;

/**
 * Which records speak for each other: a steward said that they are one, or their evidence reaches the review threshold.
 *
 * <p>The guard asks this and not which pairs are edges. Caps and budgets leave a large cluster few of its pairs as edges; a
 * pair that no key brought together was never judged and says nothing against it. So what the guard sees is a function of
 * the records alone, whichever way they were found.
 */
final class Support {

    private final Component component;
    private final UnionFind confirmed;
    private final long threshold;

    Support(Component component, UnionFind confirmed, Cut cut) {
        this.component = component;
        this.confirmed = confirmed;
        this.threshold = Evidence.fixed(cut.review());
    }

    boolean between(int a, int b) {
        return confirmed.same(a, b) || Evidence.fixed(component.evidence(Math.min(a, b), Math.max(a, b))) >= threshold;
    }

    /** Of the pairs among these nodes, the share that speak for each other; 1 where there is no pair. */
    double density(int[] nodes) {
        int speak = 0;
        for (int i = 0; i < nodes.length; i++) {
            for (int j = i + 1; j < nodes.length; j++) {
                speak += between(nodes[i], nodes[j]) ? 1 : 0;
            }
        }
        return nodes.length < 2 ? 1 : density(speak, nodes.length);
    }

    static double density(int speak, int size) {
        return speak / (size * (size - 1) / 2.0);
    }
}
