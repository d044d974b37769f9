package io.karat.access;

import java.util.UUID;

/** What a token opens. */
public sealed interface TokenScope {

    String ADMIN = Roles.ADMIN;
    String SOURCE = Roles.SOURCE;
    String SUBSCRIBER = Roles.SUBSCRIBER;

    /** The name of the kind, which is also the role that it gives. */
    String kind();

    /** Everything an administrator may do. */
    record Administration() implements TokenScope {
        @Override
        public String kind() {
            return ADMIN;
        }
    }

    /** Writing and reading the records of one source. */
    record OfSource(String source) implements TokenScope {
        @Override
        public String kind() {
            return SOURCE;
        }
    }

    /** Reading what one subscription receives. */
    record OfSubscription(UUID subscription) implements TokenScope {
        @Override
        public String kind() {
            return SUBSCRIBER;
        }
    }
}
