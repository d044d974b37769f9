package io.karat.publish;

import io.karat.golden.Committed;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Wakes those who have read a feed to its end and wait for more. */
@Singleton
final class Pulse {

    private final Map<String, CompletableFuture<Void>> next = new ConcurrentHashMap<>();

    void committed(@ObservesAsync Committed event) {
        CompletableFuture<Void> waiting = next.remove(event.entity());
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Completes with the next commit, or when this long has passed. Ask before reading, or a commit between is missed. */
    CompletableFuture<Void> next(String entity, Duration longest) {
        return next.computeIfAbsent(entity, name -> new CompletableFuture<>())
                .copy()
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
