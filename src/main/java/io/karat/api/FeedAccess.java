package io.karat.api;

import io.karat.access.Access;
import io.karat.publish.Subscription;
import io.karat.publish.Subscriptions;
import io.quarkus.security.ForbiddenException;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Decides who may read the feed of an entity type: people and administrators all, a subscriber its own. */
@Singleton
final class FeedAccess {

    private final Access access;
    private final Subscriptions subscriptions;

    FeedAccess(Access access, Subscriptions subscriptions) {
        this.access = access;
        this.subscriptions = subscriptions;
    }

    void requireReadable(String entity) {
        boolean mine = access.subscription()
                .map(id -> subscriptions.find(id).map(Subscription::entity).equals(Optional.of(entity)))
                .orElse(true);
        if (!mine) {
            throw new ForbiddenException("This token may not read " + entity);
        }
    }
}
