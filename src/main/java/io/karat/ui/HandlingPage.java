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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        Done done = new Done(mine ? "Assigned to you" : "Assigned to " + steward, path(id, "unassign"));
        return after(asked, id, assigned, done, !mine);
    }

    @POST
    @Path("unassign")
    public Response unassign(UUID id, @BeanParam Asked asked) {
        return after(
                asked,
                id,
                handling.unassign(id, account.getName()),
                new Done("Offered to everybody again", null),
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
        List<String> missing = new ArrayList<>();
        if (time.isEmpty()) {
            missing.add("say until when");
        } else if (!time.get().isAfter(Instant.now())) {
            missing.add("choose a time that is still to come");
        }
        if (why == null) {
            missing.add("say why");
        }
        if (time.isEmpty() || why == null || !missing.isEmpty()) {
            return answers.again(
                    asked,
                    id,
                    new Notice("warn", Words.started(String.join(", and ", missing)), "Nothing was changed by this."));
        }
        return after(
                asked,
                id,
                handling.snooze(id, time.get(), why, account.getName()),
                new Done("Snoozed until " + When.of(time.get()).text(), path(id, "wake")),
                true);
    }

    @POST
    @Path("wake")
    public Response wake(UUID id, @BeanParam Asked asked) {
        return after(asked, id, handling.wake(id, account.getName()), new Done("Back in the queue", null), false);
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
            return answers.again(asked, id, new Notice("warn", "Say why", "Nothing was changed by this."));
        }
        String whom = DeskTalk.ADMINISTRATORS.equals(to) ? DeskTalk.ADMINISTRATORS : steward(to);
        return after(
                asked,
                id,
                handling.escalate(id, whom, why, account.getName()),
                new Done("Escalated to " + Words.whom(whom), path(id, "calm")),
                true);
    }

    @POST
    @Path("calm")
    public Response calm(UUID id, @BeanParam Asked asked) {
        return after(asked, id, handling.calm(id, account.getName()), new Done("Given back to all", null), false);
    }

    @POST
    @Path("take-back")
    public Response takeBack(UUID id, @BeanParam Asked asked) {
        boolean back = verdicts.takeBack(id, account.getName());
        return answers.show(
                asked,
                answers.require(id),
                null,
                new Done(back ? "Undone. Your verdict is taken back." : "There is nothing to take back", null));
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
                            words.isEmpty() ? "The comment is empty" : "The comment is too long",
                            "Write up to " + Comments.LONGEST + " characters."));
        }
        Set<String> told = new HashSet<>(Comments.named(words));
        told.retainAll(accounts.able(Role.VIEWER));
        told.remove(account.getName());
        comments.add(id, words, told, account.getName());
        String said = told.isEmpty() ? "Said" : "Said, and told to " + String.join(", ", told);
        return answers.show(asked, answers.require(id), null, new Done(said, null));
    }

    @POST
    @Path("comment/{comment}/remove")
    public Response remove(UUID id, UUID comment, @BeanParam Asked asked) {
        boolean gone = comments.remove(id, comment, account.getName());
        return answers.show(
                asked, answers.require(id), null, new Done(gone ? "Taken back" : "It is not there any more", null));
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
