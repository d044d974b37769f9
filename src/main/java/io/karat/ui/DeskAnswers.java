package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.ledger.Models;
import io.karat.review.Budgets;
import io.karat.review.Deadlines;
import io.karat.review.Filter;
import io.karat.review.Review;
import io.karat.review.Reviewer;
import io.karat.review.Reviews;
import io.karat.ui.Desk.Notice;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a browser gets after something was done at the desk: the desk alone, or without script a page. */
@RequestScoped
class DeskAnswers {

    private final Frames frames;
    private final Desks desks;
    private final Reviews reviews;
    private final Models models;
    private final CurrentAccount account;
    private final Access access;

    DeskAnswers(Frames frames, Desks desks, Reviews reviews, Models models, CurrentAccount account, Access access) {
        this.frames = frames;
        this.desks = desks;
        this.reviews = reviews;
        this.models = models;
        this.account = account;
        this.access = access;
    }

    /** What was done, and the path that undoes it; an empty one where nothing is left to undo. */
    record Done(String text, @Nullable String undo) {
        String event() {
            return "{\"karat:done\":{\"text\":" + Html.jsonString(text)
                    + (undo == null ? "" : ",\"undo\":" + Html.jsonString(undo)) + "}}";
        }
    }

    Reviewer reviewer() {
        return new Reviewer(account.getName(), access.roles());
    }

    Review require(UUID id) {
        return reviews.find(id).orElseThrow(NotFoundException::new);
    }

    /** The next question, if there is one. */
    Response goOn(Asked asked, @Nullable Notice notice, @Nullable Done done) {
        Filter filter = asked.filter().filter(account.getName(), Deadlines.of(models.all()), Budgets.of(models.all()));
        return show(asked, reviews.next(filter, reviewer()).orElse(null), notice, done);
    }

    /** The same question as it is now, with the reason why nothing was done. */
    Response again(Asked asked, UUID id, Notice notice) {
        return show(asked, require(id), notice, null);
    }

    /** The same question, with what changed since it was opened and what was said to it. */
    Response again(Asked asked, UUID id, Notice notice, Said said) {
        Review review = require(id);
        return review.state() == Review.State.OPEN && review.kind() != Review.Kind.CHANGE
                ? shown(asked, path(asked, review), desks.desk(asked.filter(), review, notice, said), null)
                : show(asked, review, notice, null);
    }

    Response show(Asked asked, @Nullable Review review, @Nullable Notice notice, @Nullable Done done) {
        if (review != null && review.kind() == Review.Kind.CHANGE) {
            return leave(asked, "/changes/" + review.id(), done);
        }
        String path = path(asked, review);
        // Without script the browser asks for the page itself: nothing is laid out that nobody sees.
        return asked.part == null && notice == null
                ? Html.to(path)
                : shown(asked, path, desks.desk(asked.filter(), null, review, notice), done);
    }

    private static String path(Asked asked, @Nullable Review review) {
        return (review == null ? "/reviews" : "/reviews/" + review.id())
                + asked.filter().query();
    }

    private Response shown(Asked asked, String path, Desk desk, @Nullable Done done) {
        if (asked.part == null) {
            return page(desk);
        }
        var answer = Html.page(
                        Templates.desk(frames.frame("reviews", Messages.text("common-reviews"), entity(desk)), desk))
                .header("HX-Replace-Url", path);
        return (done == null ? answer : answer.header("HX-Trigger", done.event())).build();
    }

    /** For a page of its own, which says what was done. */
    private static Response leave(Asked asked, String path, @Nullable Done done) {
        if (asked.part == null) {
            return Html.to(path);
        }
        var answer = Response.noContent().header("HX-Redirect", path);
        return (done == null ? answer : answer.header("HX-Trigger", done.event())).build();
    }

    Response page(Desk desk) {
        return Html.page(Templates.reviews(frames.frame("reviews", title(desk), entity(desk)), desk))
                .build();
    }

    private static String title(Desk desk) {
        Desk.Item item = desk.item();
        if (item == null) {
            return Messages.text("common-reviews");
        }
        return item.single()
                ? item.left().title()
                : Messages.text("desk-pair", item.left().title(), item.right().title());
    }

    private static @Nullable String entity(Desk desk) {
        Desk.Item item = desk.item();
        String filtered = desk.queue().filter().entity();
        return item != null ? item.entity() : filtered.isEmpty() ? null : filtered;
    }

    static Notice held(Review review) {
        String holder =
                review.claimedBy() == null ? Messages.text("desk-somebody-else") : Words.actor(review.claimedBy());
        return new Notice(
                "warn", Messages.text("desk-held-by-another", holder), Messages.text("desk-held-by-another-text"));
    }

    static Notice escalated(Review review) {
        return new Notice(
                "warn",
                Messages.text("desk-was-escalated", Words.whom(review.handling().escalatedTo())),
                Messages.text("desk-was-escalated-text"));
    }
}
