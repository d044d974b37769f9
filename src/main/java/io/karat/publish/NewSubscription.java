package io.karat.publish;

import org.jspecify.annotations.Nullable;

/**
 * A wish for a subscription.
 *
 * @param from where it begins: {@code now} (also null), {@code start}, or a cursor of the feed or a snapshot
 */
public record NewSubscription(
        String name, String entity, String url, @Nullable String from, String actor) {}
