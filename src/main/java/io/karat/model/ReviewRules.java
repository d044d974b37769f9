package io.karat.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an entity type wants of the questions about it; keys are kinds of questions, for example {@code match}.
 *
 * @param due how long a question may wait
 * @param second which questions two people decide
 * @param budget how many open questions are worked on at a time, or {@link #UNLIMITED}
 */
public record ReviewRules(Map<String, Duration> due, Map<String, Second> second, int budget) {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    public static final ReviewRules NONE = new ReviewRules(Map.of(), Map.of());

    public ReviewRules(Map<String, Duration> due, Map<String, Second> second) {
        this(due, second, UNLIMITED);
    }

    public ReviewRules {
        due = Map.copyOf(due);
        second = Map.copyOf(second);
    }

    /**
     * Probabilities for which a second person decides too.
     *
     * @param from included
     * @param below excluded, unless it is 1
     */
    public record Second(double from, double below) {

        static final Second ALWAYS = new Second(0, 1);

        boolean holds(double probability) {
            return probability >= from && (probability < below || below >= 1);
        }
    }

    public Optional<Duration> due(String kind) {
        return Optional.ofNullable(due.get(kind));
    }

    /** Whether two people decide a question of this kind. */
    public boolean asksTwo(String kind, double probability) {
        Second rule = second.get(kind);
        return rule != null && rule.holds(probability);
    }
}
