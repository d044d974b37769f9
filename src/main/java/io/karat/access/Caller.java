package io.karat.access;

import java.util.UUID;

/** On whose behalf a request is made. */
sealed interface Caller {

    /** As kept with everything this caller changes. */
    String actor();

    record Person(String account) implements Caller {
        @Override
        public String actor() {
            return "user:" + account;
        }
    }

    record SourceSystem(String source) implements Caller {
        @Override
        public String actor() {
            return "source:" + source;
        }
    }

    record Subscriber(UUID subscription) implements Caller {
        @Override
        public String actor() {
            return "subscriber:" + subscription;
        }
    }

    record Administration(String token) implements Caller {
        @Override
        public String actor() {
            return "token:" + token;
        }
    }

    static Caller of(Token token) {
        return switch (token.scope()) {
            case TokenScope.Administration() -> new Administration(token.name());
            case TokenScope.OfSource(String source) -> new SourceSystem(source);
            case TokenScope.OfSubscription(UUID subscription) -> new Subscriber(subscription);
        };
    }
}
