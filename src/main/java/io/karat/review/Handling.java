package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is done with an open question beside answering it: each act has its opposite, and all are noted in {@link History}.
 * An act is empty when the question is not open, somebody else holds it, or there was nothing to change.
 */
@ApplicationScoped
public class Handling {

    private static final String MINE = "(" + Reviews.FREE + " or claimed_by = ?)";
    private static final String GIVEN_BACK = "claimed_by = null, claimed_until = null";

    private final DataSource database;

    Handling(DataSource database) {
        this.database = database;
    }

    /** From now on {@code to} is offered it, and nobody else. */
    public Optional<Review> assign(UUID id, String to, @Nullable String reason, String actor) {
        ReviewQuery update = ReviewQuery.of("update review set assigned_to = ?", to)
                .and("id = ?", id)
                .and("state = 'open'")
                .and("assigned_to is distinct from ?", to);
        return new Note("assigned", actor, to, null, reason).after(update).review(database);
    }

    public Optional<Review> unassign(UUID id, String actor) {
        ReviewQuery update = ReviewQuery.of("update review set assigned_to = null")
                .and("id = ?", id)
                .and("state = 'open'")
                .and("assigned_to is not null");
        return Note.of("unassigned", actor).after(update).review(database);
    }

    /** It comes back by itself at that time, or as soon as its records change; empty also when the time is over. */
    public Optional<Review> snooze(UUID id, Instant until, String reason, String actor) {
        ReviewQuery update = ReviewQuery.of(
                        "update review set snoozed_until = ?, " + GIVEN_BACK, until.atOffset(ZoneOffset.UTC))
                .and("id = ?", id)
                .and("state = 'open'")
                .and("? > now()", until.atOffset(ZoneOffset.UTC))
                .and(MINE, actor);
        return new Note("snoozed", actor, null, until, reason).after(update).review(database);
    }

    public Optional<Review> wake(UUID id, String actor) {
        ReviewQuery update = ReviewQuery.of("update review set snoozed_until = null")
                .and("id = ?", id)
                .and("state = 'open'")
                .and("snoozed_until > now()");
        return Note.of("woken", actor).after(update).review(database);
    }

    /** @param to an account, or {@code role:NAME}: who answers it from now on */
    public Optional<Review> escalate(UUID id, String to, String reason, String actor) {
        ReviewQuery update = ReviewQuery.of("update review set escalated_to = ?, " + GIVEN_BACK, to)
                .and("id = ?", id)
                .and("state = 'open'")
                .and(MINE, actor);
        return new Note("escalated", actor, to, null, reason).after(update).review(database);
    }

    /** It is everybody's again. */
    public Optional<Review> calm(UUID id, String actor) {
        ReviewQuery update = ReviewQuery.of("update review set escalated_to = null")
                .and("id = ?", id)
                .and("state = 'open'")
                .and("escalated_to is not null");
        return Note.of("calmed", actor).after(update).review(database);
    }
}
