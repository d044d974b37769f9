package io.karat.ledger;

import java.time.Duration;

/** The ledger's queue is full; nothing was taken. Try again after {@link #retryAfter()}. */
public final class QueueFull extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Duration retryAfter;

    QueueFull(Duration retryAfter) {
        super("the ledger's queue is full");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
