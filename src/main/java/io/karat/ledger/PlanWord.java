package io.karat.ledger;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the last plan says about two records, of a type that is judged by plans: it saw them among all others, where the best
 * partner counts. See {@link Judged}.
 *
 * @param logOdds natural, what the hub goes by; null where the plan's word does not hold
 */
public record PlanWord(Said said, @Nullable Double logOdds) {

    /** What it said. */
    public enum Said {

        /** More or less alike; the log-odds tell how much. */
        ALIKE,

        /** Not among the pairs that it found alike. */
        NOT_ALIKE,

        /** Nothing that holds: one of them came or changed since. */
        NOT_SEEN;

        /** For programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
