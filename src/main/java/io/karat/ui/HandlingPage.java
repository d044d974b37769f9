package io.karat.ui;

import io.karat.access.Accounts;
import io.karat.access.CurrentAccount;
import io.karat.access.Role;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.review.Comments;
import io.karat.review.Handling;
import io.karat.review.Review;
import io.karat.review.Verdicts;
import io.karat.ui.Desk.Notice;
import io.karat.ui.DeskAnswers.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a steward does at the desk beside deciding: each act has its way back. */
@ShowsValues
@Path("/reviews/{id}")
@RolesAllowed(Roles.STEWARD)
class HandlingPage {

    private static final int LONGEST = 500;

    private final DeskAnswers answers;
    private final Handling handling;
    private final Verdicts verdicts;
    private final Comments comments;
    private final Accounts accounts;
    private final CurrentAccount account;

    HandlingPage(
            DeskAnswers answers,
            Handling handling,
            Verdicts verdicts,
            Comments comments,
            Accounts accounts,
            CurrentAccount account) {
        this.answers = answers;
        this.handling = handling;
        this.verdicts = verdicts;
        this.comments = comments;
        this.accounts = accounts;
        this.account = account;
    }

    @POST
    @Path("assign")
    public Response assign(
            UUID id,
            @BeanParam Asked asked,
            @FormParam("to") @Nullable String to,
            @FormParam("why") @Nullable String reason) {
        String steward = steward(to);
        Optional<Review> assigned = handling.assign(id, steward, shortened(reason), account.getName());
        boolean mine = steward.equals(account.getName());
        Done done = new Done(
                mine ? Messages.text("desk-done-assigned-to-you") : Messages.text("desk-done-assigned", steward),
                path(id, "unassign"));
        return after(asked, id, assigned, done, !mine);
    }

    @POST
    @Path("unassign")
    public Response unassign(UUID id, @BeanParam Asked asked) {
        return after(
                asked,
                id,
                handling.unassign(id, account.getName()),
                new Done(Messages.text("desk-done-offered-to-everybody"), null),
                false);
    }

    /** @param until an instant, or a time in the browser's zone with the zone's offset in minutes behind it */
    @POST
    @Path("snooze")
    public Response snooze(
            UUID id,
            @BeanParam Asked asked,
            @FormParam("until") @Nullable String until,
            @FormParam("why") @Nullable String reason) {
        String why = shortened(reason);
        Optional<Instant> time = instant(Typed.text(until));
        boolean past = time.isPresent() && !time.get().isAfter(Instant.now());
        if (time.isEmpty() || past || why == null) {
            String when = time.isEmpty() ? "desk-say-until-when" : past ? "desk-say-a-time-to-come" : "";
            String missing = why != null ? when : when.isEmpty() ? "desk-say-why" : when + "-and-why";
            return answers.again(asked, id, unchanged(missing));
        }
        return after(
                asked,
                id,
                handling.snooze(id, time.get(), why, account.getName()),
                new Done(Messages.text("desk-done-snoozed", When.of(time.get()).text()), path(id, "wake")),
                true);
    }

    @POST
    @Path("wake")
    public Response wake(UUID id, @BeanParam Asked asked) {
        return after(
                asked,
                id,
                handling.wake(id, account.getName()),
                new Done(Messages.text("desk-done-back-in-the-queue"), null),
                false);
    }

    @POST
    @Path("escalate")
    public Response escalate(
            UUID id,
            @BeanParam Asked asked,
            @FormParam("to") @Nullable String to,
            @FormParam("why") @Nullable String reason) {
        String why = shortened(reason);
        if (why == null) {
            return answers.again(asked, id, unchanged("desk-say-why"));
        }
        String whom = DeskTalk.ADMINISTRATORS.equals(to) ? DeskTalk.ADMINISTRATORS : steward(to);
        return after(
                asked,
                id,
                handling.escalate(id, whom, why, account.getName()),
                new Done(Messages.text("desk-done-escalated", Words.whom(whom)), path(id, "calm")),
                true);
    }

    @POST
    @Path("calm")
    public Response calm(UUID id, @BeanParam Asked asked) {
        return after(
                asked,
                id,
                handling.calm(id, account.getName()),
                new Done(Messages.text("desk-done-given-back-to-all"), null),
                false);
    }

    @POST
    @Path("take-back")
    public Response takeBack(UUID id, @BeanParam Asked asked) {
        boolean back = verdicts.takeBack(id, account.getName());
        return answers.show(
                asked,
                answers.require(id),
                null,
                back
                        ? new Done(Messages.text("desk-done-verdict-taken-back"), "")
                        : new Done(Messages.text("desk-done-nothing-to-take-back"), null));
    }

    @POST
    @Path("comment")
    public Response comment(UUID id, @BeanParam Asked asked, @FormParam("text") @Nullable String text) {
        String words = Typed.text(text);
        if (words.isEmpty() || words.length() > Comments.LONGEST) {
            return answers.again(
                    asked,
                    id,
                    new Notice(
                            "warn",
                            Messages.text(words.isEmpty() ? "common-comment-is-empty" : "common-comment-is-too-long"),
                            Messages.count("common-write-up-to", Comments.LONGEST)));
        }
        Set<String> told = new HashSet<>(Comments.named(words));
        told.retainAll(accounts.able(Role.VIEWER));
        told.remove(account.getName());
        comments.add(id, words, told, account.getName());
        String said = told.isEmpty()
                ? Messages.text("common-said")
                : Messages.text("desk-done-said-and-told", String.join(", ", told));
        return answers.show(asked, answers.require(id), null, new Done(said, null));
    }

    @POST
    @Path("comment/{comment}/remove")
    public Response remove(UUID id, UUID comment, @BeanParam Asked asked) {
        boolean gone = comments.remove(id, comment, account.getName());
        return answers.show(
                asked,
                answers.require(id),
                null,
                new Done(Messages.text(gone ? "common-taken-back" : "common-it-is-not-there-any-more"), null));
    }

    private static Notice unchanged(String key) {
        return new Notice("warn", Messages.text(key), Messages.text("desk-nothing-was-changed"));
    }

    /** @param goOn with the next question, as this one is somebody else's or nobody's now */
    private Response after(Asked asked, UUID id, Optional<Review> changed, Done done, boolean goOn) {
        if (changed.isEmpty()) {
            Review review = answers.require(id);
            boolean held = review.state() == Review.State.OPEN
                    && review.claimedBy() != null
                    && !account.getName().equals(review.claimedBy());
            return answers.show(asked, review, held ? DeskAnswers.held(review) : null, null);
        }
        return goOn ? answers.goOn(asked, null, done) : answers.show(asked, changed.get(), null, done);
    }

    private String steward(@Nullable String name) {
        String steward = Typed.text(name);
        if (!steward.equals(account.getName()) && !accounts.able(Role.STEWARD).contains(steward)) {
            throw new BadRequestException("there is no such steward");
        }
        return steward;
    }

    private static @Nullable String shortened(@Nullable String text) {
        String given = Typed.given(text);
        return given == null || given.length() <= LONGEST ? given : given.substring(0, LONGEST);
    }

    private static String path(UUID id, String act) {
        return "/reviews/" + id + "/" + act;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
