package io.karat.ui;

import io.karat.access.CurrentAccount;
import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.ledger.Conflicts;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Models;
import io.karat.ledger.Quality;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.review.Budgets;
import io.karat.review.Deadlines;
import io.karat.review.Filter;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.Desk.Group;
import io.karat.ui.Desk.Item;
import io.karat.ui.Desk.Notice;
import io.karat.ui.Desk.Past;
import io.karat.ui.Desk.Queue;
import io.karat.ui.Desk.Row;
import io.karat.ui.Desk.Why;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays a question out for the person who looks. */
@RequestScoped
class Desks {

    private static final int ROWS = 60;
    private static final int NAMED_MEMBERS = 5;

    private final Reviews reviews;
    private final GoldenRecords golden;
    private final SourceRecords records;
    private final Models models;
    private final Directory directory;
    private final Quality quality;
    private final Conflicts conflicts;
    private final CurrentAccount account;
    private final QueueSides around;
    private final DeskTalks talks;

    Desks(
            Reviews reviews,
            GoldenRecords golden,
            SourceRecords records,
            Models models,
            Directory directory,
            Quality quality,
            Conflicts conflicts,
            CurrentAccount account,
            QueueSides around,
            DeskTalks talks) {
        this.reviews = reviews;
        this.golden = golden;
        this.records = records;
        this.models = models;
        this.directory = directory;
        this.quality = quality;
        this.conflicts = conflicts;
        this.account = account;
        this.around = around;
        this.talks = talks;
    }

    Desk desk(QueueFilter filter, @Nullable String cursor, @Nullable Review current, @Nullable Notice notice) {
        Item item = current == null ? null : item(current);
        return new Desk(queue(filter, cursor, current), item, notice, account.isSteward());
    }

    private Queue queue(QueueFilter filter, @Nullable String cursor, @Nullable Review current) {
        List<Filter.Deadline> deadlines = Deadlines.of(models.all());
        List<Filter.Budget> budgets = Budgets.of(models.all());
        Filter wanted = filter.filter(account.getName(), deadlines, budgets);
        Reviews.Page page = page(wanted, cursor);
        Reviews.Counts counts = reviews.counts(wanted, account.getName());
        UUID inHand = current == null ? null : current.id();
        List<Row> rows =
                page.reviews().stream().map(r -> row(r, r.id().equals(inHand))).toList();
        String query = filter.query();
        String next = page.cursor() == null
                ? ""
                : "/reviews" + query + (query.isEmpty() ? "?" : "&") + "cursor=" + page.cursor();
        return new Queue(
                filter,
                rows,
                counts.open(),
                Words.number(counts.open(), counts.more()),
                Words.upTo(reviews.below(wanted)),
                counts.mine(),
                counts.heldByOthers(),
                counts.assignedToOthers(),
                next,
                around.of(filter, deadlines, budgets));
    }

    /** A cursor that somebody made up leads to the beginning. */
    private Reviews.Page page(Filter wanted, @Nullable String cursor) {
        try {
            return reviews.list(wanted, cursor, ROWS);
        } catch (IllegalArgumentException _) {
            return reviews.list(wanted, null, ROWS);
        }
    }

    private Row row(Review review, boolean current) {
        String holder = holder(review);
        boolean mine = holder.equals(account.getName());
        return new Row(
                review.id().toString(),
                review.leftTitle(),
                about(review),
                review.kind().pairs() ? Words.probability(review.probability()) : "",
                kind(review),
                mine ? "" : holder,
                mine,
                current,
                mark(review),
                models.find(review.entity())
                        .flatMap(type -> Deadlines.of(review, type))
                        .filter(due -> due.isBefore(Instant.now()))
                        .isPresent());
    }

    private String mark(Review review) {
        Review.Handling handling = review.handling();
        if (handling.snoozedUntil() != null) {
            return "snoozed";
        }
        if (handling.escalatedTo() != null) {
            return "escalated";
        }
        String assignee = Words.orEmpty(handling.assignedTo());
        return assignee.isEmpty() ? "" : assignee.equals(account.getName()) ? "for you" : "for " + assignee;
    }

    private String about(Review review) {
        return switch (review.kind()) {
            case QUALITY -> "fails a rule";
            case CHANGE ->
                ChangeWords.proposed(review.detail())
                        + (review.leftGolden().equals(review.rightGolden()) ? "" : ": " + review.rightTitle());
            case CONFLICT -> "sources disagree: " + label(review.entity(), review.detail());
            case MATCH, GUARD, SPLIT -> review.rightTitle();
        };
    }

    private String label(String entity, @Nullable String unit) {
        String name = unit == null ? "" : unit;
        return models.find(entity)
                .flatMap(type -> type.attribute(name))
                .map(Attribute::label)
                .orElse(name);
    }

    private @Nullable Dispute dispute(Review review, EntityType type, SourceNames names) {
        return review.kind() == Review.Kind.CONFLICT
                ? conflicts
                        .of(review)
                        .map(view -> Dispute.of(type, view, names))
                        .orElse(null)
                : null;
    }

    private Item item(Review review) {
        EntityType type = models.find(review.entity())
                .orElseThrow(() -> new IllegalStateException("no entity type " + review.entity()));
        SourceNames names = directory.names();
        List<RecordView> left = records.find(review.entity(), review.leftRecords());
        List<RecordView> right = records.find(review.entity(), review.rightRecords());
        List<Integer> all = new ArrayList<>(review.leftRecords());
        all.addAll(review.rightRecords());
        GoldenValues result = golden.preview(review.entity(), all);
        List<RecordView> both = Stream.concat(left.stream(), right.stream()).toList();
        Sides sides = new Sides(type, names);
        Strongest strongest = Strongest.between(golden, review.entity(), left, right);
        String holder = holder(review);
        boolean mine = holder.equals(account.getName()) && account.isSteward();
        return new Item(
                review.id().toString(),
                review.entity(),
                Long.toString(review.evidence()),
                question(review, type),
                kind(review),
                group(review.leftTitle(), review, review.leftGolden(), left, names),
                group(review.rightTitle(), review, review.rightGolden(), right, names),
                sides.lines(left, right, strongest.explanation(), sides.result(result, both)),
                Title.of(type, result),
                failures(review, left),
                dispute(review, type, names),
                why(review, type, strongest, all.size()),
                mine ? When.of(review.claimedUntil()).iso() : "",
                mine ? "" : holder,
                When.of(review.openedAt()),
                rank(review),
                talks.of(review, type),
                past(review));
    }

    private static String rank(Review review) {
        int touched = review.kind() == Review.Kind.QUALITY
                ? 1
                : review.leftRecords().size() + review.rightRecords().size();
        String sure = review.kind() == Review.Kind.QUALITY
                ? ""
                : ", the hub is " + sureness(review.probability()) + " (" + Words.probability(review.probability())
                        + ")";
        String moved = review.rank().moved() ? " The records changed since it was first asked; its place stayed." : "";
        return "It touches " + Words.count(touched, "record", "records") + sure + ", and it was asked on "
                + When.of(review.openedAt()).text()
                + ". More records, less certainty and a longer wait bring a question forward." + moved;
    }

    private static String sureness(double p) {
        double uncertainty = 1 - Math.abs(2 * p - 1);
        return uncertainty > 0.8 ? "as unsure as can be" : uncertainty > 0.4 ? "unsure" : "rather sure";
    }

    private static @Nullable Past past(Review review) {
        return switch (review.state()) {
            case OPEN -> null;
            case DECIDED ->
                new Past(
                        "This one has been decided",
                        "Its golden records show what came of it, and lead to the decision to undo it.",
                        "/golden/" + review.entity() + "/" + review.leftGolden(),
                        false);
            case WITHDRAWN ->
                new Past(
                        "This question has gone",
                        "The records changed so that there is nothing left to ask. Below they stand as they are now; the"
                                + " history says what was asked.",
                        "/golden/" + review.entity() + "/" + review.leftGolden(),
                        true);
        };
    }

    private List<String> failures(Review review, List<RecordView> records) {
        if (review.kind() != Review.Kind.QUALITY) {
            return List.of();
        }
        List<String> failures = records.stream()
                .flatMap(record -> quality.failures(review.entity(), record.marks()).stream())
                .map(failure -> failure.message() + " (" + failure.rule() + ")")
                .distinct()
                .toList();
        return failures.isEmpty() ? List.of("The rules changed: nothing is left to ask.") : failures;
    }

    private static Group group(String title, Review review, UUID id, List<RecordView> members, SourceNames names) {
        return new Group(
                title,
                "/golden/" + review.entity() + "/" + id,
                Words.shortId(id),
                members.stream()
                        .limit(NAMED_MEMBERS)
                        .map(r -> names.member(r.key()))
                        .toList(),
                Math.max(0, members.size() - NAMED_MEMBERS));
    }

    private static Why why(Review review, EntityType type, Strongest strongest, int size) {
        boolean single = size == 2;
        double p = single ? strongest.explanation().probability() : review.probability();
        String pair = single
                ? ""
                : "On average over all pairs. Drawn is the strongest one, " + strongest.pair() + ": "
                        + Words.probability(strongest.explanation().probability()) + ".";
        return new Why(
                Words.probability(p),
                grade(p),
                pair,
                Waterfall.of(strongest.explanation(), type),
                strongest.explanation().sentence(),
                strongest.explanation().keys(),
                guard(review),
                consequence(review, size));
    }

    private static String consequence(Review review, int size) {
        String one = "One golden record of " + Words.count(size, "record", "records") + ".";
        return review.kind() == Review.Kind.SPLIT
                ? one + " Nothing changes for subscribers. If different: two golden records, and subscribers are told."
                : one + " One id stays, the other leads to it from then on; subscribers are told.";
    }

    static String grade(double p) {
        if (p >= 0.95) {
            return "almost certainly the same";
        }
        if (p >= 0.8) {
            return "likely the same";
        }
        if (p >= 0.5) {
            return "rather the same than not";
        }
        return p >= 0.2 ? "rather different" : "likely different";
    }

    private static String question(Review review, EntityType type) {
        String one = Words.inText(type.label());
        return switch (review.kind()) {
            case SPLIT -> "Is this still one " + one + "?";
            case QUALITY -> "May this record stay as it is?";
            case CHANGE -> "May this be done?";
            case CONFLICT -> "Which value is right?";
            case MATCH, GUARD -> "Are these the same " + one + "?";
        };
    }

    private static String kind(Review review) {
        return switch (review.kind()) {
            case MATCH -> "same or not";
            case GUARD -> "held back";
            case SPLIT -> "come apart";
            case QUALITY -> "quality";
            case CHANGE -> "change";
            case CONFLICT -> "conflict";
        };
    }

    private static String guard(Review review) {
        String detail = review.kind().pairs() ? review.detail() : null;
        if (detail == null) {
            return "";
        }
        return switch (detail) {
            case "size" -> "The golden record would grow larger than the hub joins without being told.";
            case "density" -> "Too few of these records resemble each other directly.";
            case "bridge" -> "A single record holds the two sides together.";
            case "exclusive" ->
                "Both sides carry a value that belongs to one alone, such as a tax id, and the two differ.";
            default -> detail;
        };
    }

    private static String holder(Review review) {
        String holder = review.claimedBy();
        Instant until = review.claimedUntil();
        return holder != null && until != null ? holder : "";
    }
}
