package io.karat.cluster;

import io.karat.model.Matching;

/**
 * Where to cut: clusters merge while the mean evidence between them is at least {@code link}; pairs of clusters between
 * {@code review} and {@code link} are questions.
 *
 * @param link natural log-odds
 * @param review natural log-odds, at most {@code link}
 * @param guard limits a merge must not trip
 * @param onePerSource no cluster holds two records of one source, unless a steward said so
 */
public record Cut(double link, double review, Guard guard, boolean onePerSource) {

    public Cut(double link, double review, Guard guard) {
        this(link, review, guard, false);
    }

    /**
     * @param maxSize distinct records above which a merged cluster must be held together by most of its pairs
     * @param minDensity share of inside pairs that speak for each other, below which a merge is held
     * @param largeComponent nodes above which the component is large and is not partitioned afresh
     */
    public record Guard(int maxSize, double minDensity, int largeComponent) {
        public static final Guard DEFAULT = new Guard(100, 0.3, 400);

        private static final double MOST = 0.5;

        /** The share of inside pairs of a merged cluster above {@code maxSize} that must be exceeded. */
        double most() {
            return Math.max(MOST, minDensity);
        }
    }

    public static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /** As the hub cuts. */
    public static Cut of(Matching matching) {
        Cut cut = at(matching.link(), matching.review());
        return new Cut(cut.link, cut.review, cut.guard, matching.onePerSource());
    }

    public static Cut at(double linkProbability, double reviewProbability) {
        return new Cut(logit(linkProbability), logit(reviewProbability), Guard.DEFAULT);
    }
}
