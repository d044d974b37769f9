package io.karat.publish;

import org.jspecify.annotations.Nullable;

/** What became of a wish to change subscriptions. */
public sealed interface SubscriptionChange {

    /** @param secret where one was made: to be shown once */
    record Done(Subscription subscription, @Nullable String secret) implements SubscriptionChange {
        @Override
        public String toString() {
            return "Done[" + subscription.id() + "]";
        }
    }

    record NoSuchSubscription() implements SubscriptionChange {}

    record NameTaken() implements SubscriptionChange {}

    /** @param why for the person who asked */
    record Refused(String why) implements SubscriptionChange {}
}
