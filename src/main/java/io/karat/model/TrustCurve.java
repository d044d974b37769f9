package io.karat.model;

import java.time.Duration;

/**
 * How far a source is trusted for a value of some age: in whole points, from {@code maximum} down to {@code minimum}. It
 * falls in steps, so that the instants at which it falls are known exactly and are the same on every machine.
 *
 * @param maximum points of a value just observed, 0 to 100
 * @param minimum points of a value of any age, and of one that was observed nobody knows when
 * @param period after which all of the way is gone ({@link Decay#LINEAR}), or half of it ({@link Decay#HALF_LIFE})
 */
public record TrustCurve(int maximum, int minimum, Duration period, Decay decay) {

    public static final int MOST = 100;

    /** How trust falls. */
    public enum Decay {
        LINEAR,
        HALF_LIFE
    }

    public TrustCurve {
        if (minimum < 0 || maximum < minimum || maximum > MOST || period.toMillis() < 1) {
            throw new IllegalArgumentException("trust falls from at most 100 to at least 0, in some time");
        }
    }

    /** Trust that age does not touch. */
    public static TrustCurve steady(int points) {
        return new TrustCurve(points, points, Duration.ofDays(1), Decay.LINEAR);
    }

    /** Points at an age in milliseconds; what was observed in the future has no age. */
    public int points(long age) {
        int few = 0;
        int many = steps();
        while (few < many) {
            int middle = (few + many + 1) >>> 1;
            if (step(middle) <= age) {
                few = middle;
            } else {
                many = middle - 1;
            }
        }
        return maximum - few;
    }

    /** How many points trust falls in all. */
    public int steps() {
        return maximum - minimum;
    }

    /**
     * The age in milliseconds at which the point is lost.
     *
     * @param point 1 to {@link #steps()}
     */
    public long step(int point) {
        int way = steps();
        if (decay == Decay.LINEAR) {
            return Math.ceilDiv(point * period.toMillis(), way);
        }
        // What is less than half a point is nothing: else the minimum were never reached.
        double left = Math.max(way - point, 0.5);
        return (long) StrictMath.ceil(period.toMillis() * (StrictMath.log(way / left) / StrictMath.log(2)));
    }
}
