package io.karat.ui;

import io.karat.access.CurrentAccount;
import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.ledger.Conflicts;
import io.karat.ledger.Explanations;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Models;
import io.karat.ledger.Quality;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
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
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays a question out for the person who looks. */
@RequestScoped
class Desks {

    /** Of the queue on one page. */
    static final int ROWS = 60;

    private static final int NAMED_MEMBERS = 5;

    private final Reviews reviews;
    private final GoldenRecords golden;
    private final Explanations explanations;
    private final SourceRecords records;
    private final Models models;
    private final Directory directory;
    private final Quality quality;
    private final Conflicts conflicts;
    private final CurrentAccount account;
    private final QueueSides around;
    private final DeskTalks talks;
    private final Looks looks;

    Desks(
            Reviews reviews,
            GoldenRecords golden,
            Explanations explanations,
            SourceRecords records,
            Models models,
            Directory directory,
            Quality quality,
            Conflicts conflicts,
            CurrentAccount account,
            QueueSides around,
            DeskTalks talks,
            Looks looks) {
        this.reviews = reviews;
        this.golden = golden;
        this.explanations = explanations;
        this.records = records;
        this.models = models;
        this.directory = directory;
        this.quality = quality;
        this.conflicts = conflicts;
        this.account = account;
        this.around = around;
        this.talks = talks;
        this.looks = looks;
    }

    Desk desk(QueueFilter filter, @Nullable String cursor, @Nullable Review current, @Nullable Notice notice) {
        Item item = current == null ? null : item(current);
        return new Desk(
                queue(filter, cursor, current), item, notice, Moved.NOTHING, Desk.Kept.NOTHING, account.isSteward());
    }

    /** With what changed since the question was opened, and what was said to it. */
    Desk desk(QueueFilter filter, Review current, Notice notice, Said said) {
        Desk desk = desk(filter, null, current, notice);
        Moved moved = looks.since(type(current), Opened.of(said.opened), opened(current), wanted(current, said));
        return new Desk(desk.queue(), desk.item(), notice, moved, said.kept(), desk.steward());
    }

    /** What a steward found right, by attribute; nothing where the question is another. */
    private Map<String, List<String>> wanted(Review review, Said said) {
        String unit = review.detail();
        if (review.kind() != Review.Kind.CONFLICT || unit == null) {
            return Map.of();
        }
        List<String> attributes = type(review).survivorship().attributes(unit);
        RecordKey chosen = said.chosen();
        if (chosen == null) {
            String typed = Typed.given(said.value);
            return typed == null ? Map.of() : Map.of(attributes.getFirst(), List.of(typed));
        }
        return looks.seen(review.entity(), Opened.of(said.opened), chosen)
                .map(data -> attributes.stream().collect(Collectors.toMap(Function.identity(), data::get)))
                .orElse(Map.of());
    }

    private EntityType type(Review review) {
        return models.find(review.entity())
                .orElseThrow(() -> new IllegalStateException("no entity type " + review.entity()));
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
                mine ? "" : Words.actor(holder),
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
            return Messages.text("desk-state-snoozed");
        }
        if (handling.escalatedTo() != null) {
            return Messages.text("desk-state-escalated");
        }
        String assignee = Words.orEmpty(handling.assignedTo());
        return assignee.isEmpty()
                ? ""
                : assignee.equals(account.getName())
                        ? Messages.text("desk-state-for-you")
                        : Messages.text("desk-state-for", assignee);
    }

    private String about(Review review) {
        return switch (review.kind()) {
            case QUALITY -> Messages.text("desk-fails-a-rule");
            case CHANGE ->
                ChangeWords.proposed(review.detail())
                        + (review.leftGolden().equals(review.rightGolden()) ? "" : ": " + review.rightTitle());
            case CONFLICT -> Messages.text("desk-sources-disagree", label(review.entity(), review.detail()));
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
        EntityType type = type(review);
        long moment = looks.moment(type);
        SourceNames names = directory.names();
        List<RecordView> left = records.find(review.entity(), review.leftRecords());
        List<RecordView> right = records.find(review.entity(), review.rightRecords());
        List<Integer> all = new ArrayList<>(review.leftRecords());
        all.addAll(review.rightRecords());
        GoldenValues result = golden.preview(review.entity(), all);
        List<RecordView> both = Stream.concat(left.stream(), right.stream()).toList();
        Sides sides = new Sides(type, names);
        Strongest strongest = Strongest.between(explanations, review.entity(), left, right);
        String holder = holder(review);
        boolean mine = holder.equals(account.getName()) && account.isSteward();
        return new Item(
                review.id().toString(),
                review.entity(),
                Long.toString(review.evidence()),
                opened(review, moment, both).sent(),
                UUID.randomUUID().toString(),
                question(review, type),
                kind(review),
                group(review.leftTitle(), review, review.leftGolden(), left, names),
                group(review.rightTitle(), review, review.rightGolden(), right, names),
                sides.lines(left, right, strongest.explanation(), sides.result(result, both)),
                Title.of(type, result),
                failures(review, type, left),
                dispute(review, type, names),
                why(review, type, strongest, all.size()),
                mine ? When.of(review.claimedUntil()).iso() : "",
                mine ? "" : Words.actor(holder),
                When.of(review.openedAt()),
                RankWords.of(review),
                talks.of(review, type),
                past(review));
    }

    private Opened opened(Review review) {
        List<Integer> all = Stream.concat(review.leftRecords().stream(), review.rightRecords().stream())
                .distinct()
                .toList();
        return opened(review, looks.moment(type(review)), records.find(review.entity(), all));
    }

    private Opened opened(Review review, long moment, List<RecordView> shown) {
        return looks.at(type(review), moment, Stream.of(review.leftGolden(), review.rightGolden()), shown);
    }

    private static @Nullable Past past(Review review) {
        return switch (review.state()) {
            case OPEN -> null;
            case DECIDED ->
                new Past(
                        Messages.text("desk-past-decided"),
                        Messages.text("desk-past-decided-text"),
                        "/golden/" + review.entity() + "/" + review.leftGolden(),
                        false);
            case WITHDRAWN ->
                new Past(
                        Messages.text("desk-past-gone"),
                        Messages.text("desk-past-gone-text"),
                        "/golden/" + review.entity() + "/" + review.leftGolden(),
                        true);
        };
    }

    private List<Desk.Failure> failures(Review review, EntityType type, List<RecordView> records) {
        if (review.kind() != Review.Kind.QUALITY) {
            return List.of();
        }
        List<Desk.Failure> failures = records.stream()
                .flatMap(record -> quality.failures(review.entity(), record.marks()).stream())
                .map(failure -> new Desk.Failure(
                        Messages.translated(failure.message()),
                        failure.rule(),
                        failure.attributes().stream()
                                .map(name -> type.attribute(name)
                                        .map(Attribute::label)
                                        .orElse(name))
                                .toList()))
                .distinct()
                .toList();
        return failures.isEmpty()
                ? List.of(new Desk.Failure(Messages.text("desk-rules-changed"), "", List.of()))
                : failures;
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
        double p = single ? strongest.probability() : review.probability();
        String pair = single
                ? ""
                : Messages.text(
                        "desk-drawn-is-strongest", strongest.pair(), Words.probability(strongest.probability()));
        return new Why(
                Words.probability(p),
                grade(p),
                pair,
                WhyWords.plan(strongest.why()),
                Waterfall.of(strongest.explanation(), type),
                ScoreWords.sentence(strongest.explanation(), type),
                strongest.explanation().keys(),
                guard(review),
                consequence(review, size));
    }

    private static String consequence(Review review, int size) {
        return Messages.count(
                review.kind() == Review.Kind.SPLIT ? "desk-consequence-of-staying" : "desk-consequence-of-joining",
                size);
    }

    static String grade(double p) {
        if (p >= 0.95) {
            return Messages.text("desk-grade-almost-certainly-the-same");
        }
        if (p >= 0.8) {
            return Messages.text("desk-grade-likely-the-same");
        }
        if (p >= 0.5) {
            return Messages.text("desk-grade-rather-the-same");
        }
        return Messages.text(p >= 0.2 ? "desk-grade-rather-different" : "desk-grade-likely-different");
    }

    private static String question(Review review, EntityType type) {
        String one = Words.inText(type.label());
        return switch (review.kind()) {
            case SPLIT -> Messages.text("desk-question-split", one);
            case QUALITY -> Messages.text("desk-question-quality");
            case CHANGE -> Messages.text("desk-question-change");
            case CONFLICT -> Messages.text("desk-question-conflict");
            case MATCH, GUARD -> Messages.text("desk-question-match", one);
        };
    }

    private static String kind(Review review) {
        return Words.kind(review.kind());
    }

    private static String guard(Review review) {
        String detail = review.kind().pairs() ? review.detail() : null;
        return detail == null ? "" : guard(detail);
    }

    /**
     * Why the guard holds two sides apart.
     *
     * @param detail the reason's name in small letters
     */
    static String guard(String detail) {
        return switch (detail) {
            case "size" -> Messages.text("desk-guard-size");
            case "density" -> Messages.text("desk-guard-density");
            case "bridge" -> Messages.text("desk-guard-bridge");
            case "exclusive" -> Messages.text("desk-guard-exclusive");
            case "ambiguous" -> Messages.text("desk-guard-ambiguous");
            default -> detail;
        };
    }

    private static String holder(Review review) {
        String holder = review.claimedBy();
        Instant until = review.claimedUntil();
        return holder != null && until != null ? holder : "";
    }
}
