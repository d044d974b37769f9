package io.karat.cluster;

/**
 * Whether a cluster above the guard's size holds together as a whole: most of its inside pairs speak for each other. Judged
 * on every n-th member in the order of nodes, and on the pairs' evidence rather than on edges, of which capped candidates
 * leave a large cluster only some; so it is a function of the records alone.
 */
final class Dense {
    private Dense() {}

    private static final int SAMPLE = 40;
    private static final double MOST = 0.5;

    /** Whether a steward said that two nodes are one. */
    interface Same {
        boolean are(int a, int b);
    }

    /** @param nodes ascending, one for each look */
    static boolean dense(Component component, Same same, int[] nodes, Cut cut) {
        int[] some = Sampled.sample(nodes, SAMPLE);
        int speak = 0;
        for (int i = 0; i < some.length; i++) {
            for (int j = i + 1; j < some.length; j++) {
                boolean together = same.are(some[i], some[j])
                        || Evidence.fixed(component.evidence(some[i], some[j])) >= Evidence.fixed(cut.review());
                speak += together ? 1 : 0;
            }
        }
        return speak > MOST * some.length * (some.length - 1) / 2;
    }
}
