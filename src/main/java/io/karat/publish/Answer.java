package io.karat.publish;

import org.jspecify.annotations.Nullable;

/** How one attempt to send ended. */
sealed interface Answer {

    int latencyMs();

    /** Null for success. Says nothing of what was sent or received. */
    @Nullable String problem();

    /** A status came. What follows it decides nothing, so that a body without end does not undo a delivery. */
    record Answered(int status, @Nullable String retryAfter, String excerpt, int latencyMs) implements Answer {

        boolean success() {
            return status >= 200 && status < 300;
        }

        @Override
        public @Nullable String problem() {
            if (success()) {
                return null;
            }
            return status >= 300 && status < 400
                    ? "answered " + status + ": redirects are not followed"
                    : "answered " + status;
        }
    }

    /** No status came. Whether the subscriber has got it is unknown. */
    record Unanswered(String problem, int latencyMs) implements Answer {}
}
