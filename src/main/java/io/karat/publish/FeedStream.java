package io.karat.publish;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The feed as it grows. Pages are read when the reader asks for them, so that a slow reader costs nothing but its
 * connection.
 */
@Singleton
public final class FeedStream {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int PAGE = 100;

    private final Feed feed;
    private final Pulse pulse;

    FeedStream(Feed feed, Pulse pulse) {
        this.feed = feed;
        this.pulse = pulse;
    }

    /** What follows a cursor that was found good, for ever; a page without events says that the stream is alive. */
    public Multi<FeedReading.Page> follow(String entity, String cursor) {
        AtomicReference<String> place = new AtomicReference<>(cursor);
        return Multi.createBy()
                .repeating()
                .uni(() -> next(entity, place.get()).invoke(page -> place.set(page.cursor())))
                .indefinitely();
    }

    private Uni<FeedReading.Page> next(String entity, String cursor) {
        CompletableFuture<Void> more = pulse.next(entity, HEARTBEAT);
        return read(entity, cursor)
                .onItem()
                .transformToUni(page -> page.events().isEmpty()
                        ? Uni.createFrom().completionStage(more).chain(() -> read(entity, cursor))
                        : Uni.createFrom().item(page));
    }

    private Uni<FeedReading.Page> read(String entity, String cursor) {
        return Uni.createFrom()
                .item(() -> switch (feed.read(entity, cursor, PAGE)) {
                    case FeedReading.Page page -> page;
                    case FeedReading.Unreadable(), FeedReading.Gone() ->
                        throw new IllegalStateException("The feed went back while it was followed");
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
