package io.karat.access;

/** What became of the wish for a token. */
public sealed interface TokenIssue {

    /** The only time that {@code secret} is known to anybody but its bearer. */
    record Issued(Token token, String secret) implements TokenIssue {
        @Override
        public String toString() {
            return "Issued[" + token + "]";
        }
    }

    /** Two are live already: enough to change from one to the next. Revoke one first. */
    record TwoLive() implements TokenIssue {}
}
