package io.karat.cluster;

/**
 * Evidence as a fixed-point number, so that sums are exact and a mean does not depend on the order in which clusters
 * merged. It is first rounded to a float: callers keep scores as floats, and whether they do must make no difference.
 */
final class Evidence {
    private Evidence() {}

    private static final double SCALE = 1 << 20;

    /** Far beyond any clip; keeps sums over large clusters within 63 bits. */
    private static final double LIMIT = 1000;

    static long fixed(double evidence) {
        if (Double.isNaN(evidence)) {
            throw new IllegalArgumentException("evidence is not a number: the scorer must return a finite score");
        }
        return Math.round(Math.clamp((double) (float) evidence, -LIMIT, LIMIT) * SCALE);
    }

    static double mean(long sum, long pairs) {
        return sum / (double) pairs / SCALE;
    }
}
