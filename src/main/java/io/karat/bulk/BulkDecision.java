package io.karat.bulk;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One verdict on many questions.
 *
 * @param state drafted, ready, running, done, cancelled or failed
 * @param undoing it takes back what it did, or did so
 * @param error why it failed
 */
public record BulkDecision(
        UUID id,
        String actor,
        Verdict verdict,
        @Nullable String reason,
        String state,
        boolean undoing,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        Counts counts) {

    /** From here on the number of questions has to be typed before it runs. */
    public static final int TYPED_FROM = 20;

    public enum Verdict {
        SAME,
        DIFFERENT,
        /** Of questions about one record each: it may stay as it is. */
        ACCEPT;

        public static Optional<Verdict> of(String label) {
            return Stream.of(values()).filter(v -> v.label().equals(label)).findFirst();
        }

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Its questions, by what became of them.
     *
     * @param leftOut that the verdict does not fit, or that are somebody else's
     * @param kept first verdicts that wait for a second person's
     */
    public record Counts(long leftOut, long waiting, long done, long kept, long failed, long undone) {

        public long total() {
            return waiting + done + kept + failed + undone;
        }
    }

    /** A question of the job. */
    public record Item(
            int place,
            UUID review,
            String entity,
            String kind,
            long evidence,
            String title,
            String state,
            @Nullable UUID decision,
            @Nullable String code,
            @Nullable String message) {}

    public boolean drafted() {
        return state.equals("drafted");
    }

    public boolean active() {
        return List.of("ready", "running").contains(state);
    }

    /** It has ended with decisions that stand. */
    public boolean canBeUndone() {
        return List.of("done", "cancelled", "failed").contains(state) && counts.done() > 0;
    }

    /** It was stopped, or ended with an error, before all was done. */
    public boolean canGoOn() {
        return List.of("cancelled", "failed").contains(state) && (undoing ? counts.done() > 0 : counts.waiting() > 0);
    }
}
