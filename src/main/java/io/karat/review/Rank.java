package io.karat.review;

import java.time.Duration;

/**
 * Why a question has its place: the parts of its priority, which add up to it.
 *
 * @param impact natural logarithm of the records it touches; one record, or a request, counts as two
 * @param uncertainty natural logarithm of how unsure the hub was, from -4.6 (sure) to 0 (even odds)
 * @param age minus the days from 1970 to when it was first asked
 * @param moved its records or their evidence changed since it was first asked; the place did not
 */
public record Rank(double impact, double uncertainty, double age, boolean moved) {

    private static final double EXACT = 1e-6;

    static Rank of(Review review) {
        double impact = Math.log(records(review));
        double age =
                -review.openedAt().toEpochMilli() / (double) Duration.ofDays(1).toMillis();
        double uncertainty = review.priority() - impact - age;
        boolean moved = Math.abs(uncertainty - now(review)) > EXACT;
        return new Rank(impact, uncertainty, age, moved);
    }

    /** Both sides of a conflict are the same records; one record, or a request, weighs as much as a pair. */
    private static int records(Review review) {
        return switch (review.kind()) {
            case MATCH, GUARD, SPLIT ->
                review.leftRecords().size() + review.rightRecords().size();
            case CONFLICT -> review.leftRecords().size();
            case QUALITY, CHANGE -> 2;
        };
    }

    private static double now(Review review) {
        return Math.log(1 - Math.abs(2 * review.probability() - 1) + 0.01);
    }
}
