package io.karat.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What broke jobs off, and whether another try is worth it. What may pass by itself (the database was away) is tried again;
 * what would come again (no memory left), or came too often, ends the job.
 */
final class Setbacks {

    private static final int MOST = 3;

    private final Map<UUID, Integer> known = new HashMap<>();

    /** Words for who waits for the job, if it has to end. */
    Optional<String> end(UUID job, Throwable cause) {
        boolean again = error(cause).isEmpty() && known.merge(job, 1, Integer::sum) < MOST;
        if (again) {
            return Optional.empty();
        }
        known.remove(job);
        return Optional.of(words(cause));
    }

    /** The job came to its end. */
    void forget(UUID job) {
        known.remove(job);
    }

    static String words(Throwable cause) {
        String what = error(cause)
                .filter(OutOfMemoryError.class::isInstance)
                .map(_ -> "The hub ran out of memory: give it more, or bring less at once.")
                .orElse("The hub failed at this; its log says why.");
        return what + " What is in stays, and the job may be repeated";
    }

    /** The error that an exception was made of, or that it is. */
    private static Optional<Error> error(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof Error error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
