package io.karat.testing;

import java.util.SplittableRandom;

/**
 * Random tests that can be repeated. A failure names its seed; {@code -Dkarat.seed=N} runs that seed alone.
 *
 * <p>A seed that once failed is kept as a test of its own: {@link #with}.
 */
public final class Seeds {
    private Seeds() {}

    @FunctionalInterface
    public interface Body {
        void run(SplittableRandom random) throws Exception;
    }

    /** Runs the body for the seeds {@code 0..count-1}. */
    public static void each(int count, Body body) {
        Long only = Long.getLong("karat.seed");
        if (only != null) {
            with(only, body);
            return;
        }
        for (long seed = 0; seed < count; seed++) {
            with(seed, body);
        }
    }

    public static void with(long seed, Body body) {
        try {
            body.run(new SplittableRandom(seed));
        } catch (AssertionError | Exception e) {
            throw new AssertionError("seed " + seed + " (repeat with -Dkarat.seed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
