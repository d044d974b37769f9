package io.karat.publish;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The right to send for one subscription, for a while. Results that come after another turn has begun do not count: what
 * they settled is sent again.
 */
record Turn(UUID token, UUID subscription, String entity) {

    /** What the turn has to send next, and all that is needed to send it. */
    record Round(String url, List<String> secrets, EndpointHealth health, List<Due> due) {
        Round {
            secrets = List.copyOf(secrets);
            due = List.copyOf(due);
        }

        @Override
        public String toString() {
            return "Round[" + due.size() + "]";
        }
    }

    /** @param attempts that failed before */
    record Due(long delivery, int attempts, boolean replay, GoldenEvent event) {}

    /** One attempt and how it ended, in the order in which the answers came. */
    record Attempt(Due due, Answer answer, Instant at) {}
}
