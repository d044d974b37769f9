package io.karat.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Something that is looked at once a second, for those who want to be told when it has changed. It is read from the
 * database, so that the work of another hub is seen too.
 */
public final class Watch {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** After so many looks nothing comes any more; who goes on watching asks anew, and their rights are checked anew. */
    private static final int LOOKS = 600;

    private Watch() {}

    /**
     * The present state at once, then each one that differs from the one before, until one is the last. Empty: nothing
     * has changed, and the watch goes on.
     */
    public static <T> Multi<Optional<T>> of(Supplier<T> state, Predicate<T> last) {
        return of(state, last, EVERY);
    }

    static <T> Multi<Optional<T>> of(Supplier<T> state, Predicate<T> last, Duration every) {
        AtomicReference<Optional<T>> seen = new AtomicReference<>(Optional.empty());
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().item(state).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .withDelay(every)
                .whilst(now -> !last.test(now))
                .map(Optional::of)
                .map(now -> seen.getAndSet(now).equals(now) ? Optional.<T>empty() : now)
                .select()
                .first(LOOKS);
    }
}
