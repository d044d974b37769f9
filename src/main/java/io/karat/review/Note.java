package io.karat.review;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with a question, kept in the statement that does it.
 *
 * @param whom an account, or {@code role:NAME}, or null
 */
record Note(
        String what,
        String actor,
        @Nullable String whom,
        @Nullable Instant until,
        @Nullable String reason) {

    static Note of(String what, String actor) {
        return new Note(what, actor, null, null, null);
    }

    /** @param update of questions, without a returning clause */
    ReviewQuery after(ReviewQuery update) {
        return after(update, "");
    }

    /** @param also more that is done with {@code changed}, as a part of the statement that ends with a comma */
    ReviewQuery after(ReviewQuery update, String also) {
        return ReviewQuery.of("with changed as (" + update.sql() + " returning review.*),")
                .bound(update.arguments())
                .then(also)
                .then(
                        "noted as (insert into review_event (review, actor, what, whom, until, reason)"
                                + " select id, ?, ?, ?, ?, ? from changed)",
                        actor,
                        what,
                        new Typed(whom, Types.VARCHAR),
                        new Typed(until == null ? null : until.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE),
                        new Typed(reason, Types.VARCHAR))
                .then(ReviewQuery.READ + " from changed");
    }

    /** An argument that may be null. */
    record Typed(@Nullable Object value, int type) {}
}
