package io.karat.api;

import io.karat.access.Access;
import io.karat.api.ReviewDocument.Side;
import io.karat.ledger.Conflicts;
import io.karat.ledger.Models;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.review.Budgets;
import io.karat.review.Deadlines;
import io.karat.review.Filter;
import io.karat.review.Review;
import io.karat.review.Reviewer;
import io.karat.review.Reviews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who calls, which questions they mean, and how these are shown to them. */
@ApplicationScoped
class ReviewDesk {

    private final Reviews reviews;
    private final SourceRecords records;
    private final Conflicts conflicts;
    private final Models models;
    private final EntityTypes types;
    private final Access access;
    private final Clock clock;

    ReviewDesk(
            Reviews reviews,
            SourceRecords records,
            Conflicts conflicts,
            Models models,
            EntityTypes types,
            Access access,
            Clock clock) {
        this.reviews = reviews;
        this.records = records;
        this.conflicts = conflicts;
        this.models = models;
        this.types = types;
        this.access = access;
        this.clock = clock;
    }

    /** Claims are kept by account name; people's actors begin with {@code user:}. */
    String account() {
        String actor = access.actor();
        return actor.startsWith("user:") ? actor.substring("user:".length()) : actor;
    }

    Reviewer reviewer() {
        return new Reviewer(account(), access.roles());
    }

    Review require(UUID id) {
        return reviews.find(id)
                .orElseThrow(() ->
                        Refused.of(Response.Status.NOT_FOUND, "review.unknown", "There is no review with this id"));
    }

    /** An escalated question is answered by those it was escalated to. */
    void requireAddressed(Review review) {
        if (!reviewer().mayAnswer(review)) {
            throw Refused.of(
                    Response.Status.FORBIDDEN,
                    "review.escalated",
                    "This review was escalated to " + review.handling().escalatedTo());
        }
    }

    /** Why an act on an open question that nobody else holds had no effect. */
    Refused notYours(UUID id) {
        return switch (require(id).state()) {
            case OPEN ->
                Refused.of(Response.Status.CONFLICT, "review.claimed", "Somebody else is working on this review");
            case DECIDED, WITHDRAWN ->
                Refused.of(
                        Response.Status.CONFLICT,
                        "review." + require(id).stage().name().toLowerCase(Locale.ROOT),
                        "This review is not open any more");
        };
    }

    Filter filter(ReviewWanted wanted) {
        String known =
                wanted.entity == null ? null : types.require(wanted.entity).name();
        requireProbability(wanted.min);
        requireProbability(wanted.max);
        return Filter.ALL
                .ofEntity(known)
                .ofKind(wanted.kind == null ? null : kind(wanted.kind))
                .ofSource(wanted.source)
                .named(wanted.text)
                .scored(wanted.min, wanted.max)
                .assignedTo(assignee(wanted.assignee))
                .within(Budgets.of(models.all()))
                .that(which(wanted.state))
                .overdue(wanted.overdue ? Deadlines.of(models.all()) : null);
    }

    private static void requireProbability(@Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw Refused.of(Response.Status.BAD_REQUEST, "score.range", "min and max lie between 0 and 1");
        }
    }

    private @Nullable String assignee(@Nullable String text) {
        return "me".equals(text) ? account() : "nobody".equals(text) ? Filter.NOBODY : text;
    }

    private static Filter.Which which(@Nullable String state) {
        return state == null
                ? Filter.Which.WAITING
                : Filter.Which.of(state)
                        .orElseThrow(() -> Refused.of(
                                Response.Status.BAD_REQUEST,
                                "state.unknown",
                                "A state is waiting, open, claimed, snoozed, escalated, below, decided or superseded"));
    }

    private static Review.Kind kind(String text) {
        for (Review.Kind kind : Review.Kind.values()) {
            if (label(kind).equals(text)) {
                return kind;
            }
        }
        String kinds =
                Arrays.stream(Review.Kind.values()).map(ReviewDesk::label).collect(Collectors.joining(", "));
        throw Refused.of(Response.Status.BAD_REQUEST, "kind.unknown", "A kind is one of " + kinds);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    ReviewDocument document(Review review) {
        EntityType type = types.require(review.entity());
        Instant due = Deadlines.of(review, type).orElse(null);
        Review.Handling handling = review.handling();
        return new ReviewDocument(
                review.id(),
                review.entity(),
                label(review.kind()),
                side(type, review.leftGolden(), review.leftTitle(), review.leftRecords()),
                side(type, review.rightGolden(), review.rightTitle(), review.rightRecords()),
                review.probability(),
                review.priority(),
                review.rank(),
                Long.toString(review.evidence()),
                review.detail(),
                label(review.stage()),
                review.openedAt(),
                review.waitingSince(),
                due,
                due != null && due.isBefore(clock.instant()),
                review.sources(),
                handling.claimedBy(),
                handling.claimedUntil(),
                handling.assignedTo(),
                handling.snoozedUntil(),
                handling.escalatedTo(),
                handling.firstBy(),
                handling.waitsFor(),
                review.decisionId(),
                disagreement(review));
    }

    private @Nullable Disagreement disagreement(Review review) {
        return review.kind() == Review.Kind.CONFLICT && review.state() == Review.State.OPEN
                ? conflicts.of(review).map(Disagreement::of).orElse(null)
                : null;
    }

    private Side side(EntityType type, UUID golden, String title, List<Integer> ordinals) {
        return new Side(golden, title, records(type.name(), ordinals));
    }

    /** As SOURCE/KEY. */
    List<String> records(String entity, List<Integer> ordinals) {
        return records.find(entity, ordinals).stream()
                .map(record -> record.key().source() + "/" + record.key().key())
                .toList();
    }
}
