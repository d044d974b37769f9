package io.karat.ui;

import io.karat.access.CurrentAccount;
import io.karat.ledger.ChangeRequests;
import io.karat.ledger.SourceRecords;
import io.karat.model.Approval;
import io.karat.model.EntityType;
import io.karat.review.Comments;
import io.karat.review.Deadlines;
import io.karat.review.History;
import io.karat.review.Review;
import io.karat.review.Verdicts;
import io.karat.ui.Desk.Member;
import io.karat.ui.DeskTalk.Before;
import io.karat.ui.DeskTalk.Comment;
import io.karat.ui.DeskTalk.Event;
import io.karat.ui.DeskTalk.Piece;
import io.quarkus.qute.RawString;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what is said about a question and what became of it. */
@RequestScoped
class DeskTalks {

    private static final Pattern NAME = Pattern.compile("@[A-Za-z0-9._-]+");

    private final Comments comments;
    private final History history;
    private final Verdicts verdicts;
    private final ChangeRequests changes;
    private final SourceRecords records;
    private final Directory directory;
    private final CurrentAccount account;

    DeskTalks(
            Comments comments,
            History history,
            Verdicts verdicts,
            ChangeRequests changes,
            SourceRecords records,
            Directory directory,
            CurrentAccount account) {
        this.comments = comments;
        this.history = history;
        this.verdicts = verdicts;
        this.changes = changes;
        this.records = records;
        this.directory = directory;
        this.account = account;
    }

    DeskTalk of(Review review, EntityType type) {
        Instant due = Deadlines.of(review, type).orElse(null);
        Review.Handling handling = review.handling();
        return new DeskTalk(
                comments.of(review.id()).stream().map(this::comment).toList(),
                history.of(review.id()).reversed().stream()
                        .map(event -> event(review, event))
                        .toList(),
                verdicts.of(review.id(), account.getName()).stream()
                        .map(v -> new DeskTalk.Verdict(
                                Words.actor(v.account()),
                                Words.verdict(v.verdict()),
                                Words.orEmpty(v.reason()),
                                When.of(v.at())))
                        .toList(),
                directory.stewards(),
                Words.orEmpty(handling.firstBy()),
                account.getName().equals(handling.firstBy()),
                waits(handling.waitsFor()),
                Words.orEmpty(handling.assignedTo()),
                Words.whom(handling.escalatedTo()),
                When.of(handling.snoozedUntil()),
                When.of(due),
                due != null && due.isBefore(Instant.now()));
    }

    private DeskTalk.@Nullable Waits waits(@Nullable UUID request) {
        return request == null
                ? null
                : changes.find(request)
                        .map(change -> new DeskTalk.Waits(
                                "/changes/" + request,
                                change.need().by() == Approval.By.STEWARD,
                                Words.role(change.need().by().code())))
                        .orElse(null);
    }

    private Comment comment(Comments.Comment comment) {
        return new Comment(
                comment.id().toString(),
                Words.actor(comment.author()),
                When.of(comment.at()),
                pieces(comment.text()),
                comment.author().equals(account.getName()));
    }

    /** The text with the names in it that stand for somebody. */
    static List<Piece> pieces(String text) {
        Set<String> named = Comments.named(text);
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String name = trimmed(matcher.group().substring(1));
            if (named.contains(name.toLowerCase(Locale.ROOT))) {
                pieces.add(new Piece(text.substring(from, matcher.start()), ""));
                from = matcher.start() + 1 + name.length();
                pieces.add(new Piece(text.substring(matcher.start(), from), name));
            }
        }
        pieces.add(new Piece(text.substring(from), ""));
        return pieces;
    }

    private static String trimmed(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }

    private Event event(Review review, History.Event event) {
        return new Event(
                When.of(event.at()),
                what(event, Words.actor(event.actor())),
                Words.orEmpty(event.reason()),
                before(review, event.shown()));
    }

    /** The whole sentence, with the name of who did it. */
    private static RawString what(History.Event event, String who) {
        String whom = Words.whom(event.whom());
        return switch (event.what()) {
            case "taken-over", "assigned", "escalated", "disagreed" ->
                Messages.html("desk-event-" + event.what(), who, whom);
            case "snoozed" ->
                Messages.html("desk-event-snoozed", who, When.of(event.until()).text());
            case "claimed",
                    "released",
                    "skipped",
                    "decided",
                    "unassigned",
                    "woken",
                    "calmed",
                    "looked",
                    "took-back",
                    "undone",
                    "changed",
                    "superseded",
                    "returned" -> Messages.html("desk-event-" + event.what(), who);
            default -> Messages.html("desk-event", who, event.what());
        };
    }

    private @Nullable Before before(Review review, History.@Nullable Shown shown) {
        return shown == null
                ? null
                : new Before(
                        members(review, shown.left()),
                        members(review, shown.right()),
                        Words.probability(shown.probability()));
    }

    private List<Member> members(Review review, List<Integer> ordinals) {
        SourceNames names = directory.names();
        return records.find(review.entity(), ordinals).stream()
                .map(record -> names.member(record.key()))
                .toList();
    }
}
