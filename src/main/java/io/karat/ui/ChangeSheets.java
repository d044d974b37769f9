package io.karat.ui;

import io.karat.access.Sources;
import io.karat.golden.GoldenValues;
import io.karat.ledger.ChangeRequest;
import io.karat.ledger.ChangeRequest.Closing;
import io.karat.ledger.ChangeRequest.Given;
import io.karat.ledger.ChangeRequests;
import io.karat.ledger.Command;
import io.karat.ledger.Comparison;
import io.karat.ledger.Comparisons;
import io.karat.ledger.Decisions;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Opinion;
import io.karat.ledger.Preview;
import io.karat.ledger.QueueFull;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.review.Deadlines;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.ChangeSheet.Answer;
import io.karat.ui.ChangeSheet.Column;
import io.karat.ui.ChangeSheet.Columns;
import io.karat.ui.ChangeSheet.Head;
import io.karat.ui.ChangeSheet.Line;
import io.karat.ui.ChangeSheet.Row;
import io.karat.ui.ChangeSheet.Said;
import io.karat.ui.Desk.Notice;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays a request for a change out for the person who looks: who has yet to think of it does not see what was proposed. */
@RequestScoped
class ChangeSheets {

    private static final int WIDEST = 6;

    private final ChangeRequests changes;
    private final Comparisons comparisons;
    private final Reviews reviews;
    private final GoldenRecords golden;
    private final PreviewSheets previews;
    private final Sources sources;
    private final Decisions decisions;
    private final Steward steward;
    private final Looks looks;

    ChangeSheets(
            ChangeRequests changes,
            Comparisons comparisons,
            Reviews reviews,
            GoldenRecords golden,
            PreviewSheets previews,
            Sources sources,
            Decisions decisions,
            Steward steward,
            Looks looks) {
        this.changes = changes;
        this.comparisons = comparisons;
        this.reviews = reviews;
        this.golden = golden;
        this.previews = previews;
        this.sources = sources;
        this.decisions = decisions;
        this.steward = steward;
        this.looks = looks;
    }

    /** @param opened with what its form was opened that was answered; null where none was */
    ChangeSheet sheet(
            EntityType type, ChangeRequest request, @Nullable Notice notice, String done, @Nullable Opened opened) {
        Opened now = looks.at(type, about(request));
        boolean shown = changes.shownTo(request, steward.actor());
        Optional<Preview> preview = shown && request.open() ? preview(request) : Optional.empty();
        Notice refusal = preview.map(p -> previews.refusal(type, p.outcome())).orElse(null);
        boolean sound = preview.isPresent() && refusal == null;
        return new ChangeSheet(
                head(type, request, shown),
                lines(type, request, shown),
                columns(type, request, shown),
                sound ? previews.summary(type, preview.get().apartFrom(request.id())) : List.of(),
                sound ? previews.results(type, preview.get()) : List.of(),
                shown
                        ? changes.opinions(request.id()).stream()
                                .map(g -> said(type, g))
                                .toList()
                        : List.of(),
                answer(request, shown),
                notice == null ? refusal : notice,
                done,
                now.sent(),
                opened == null ? Moved.NOTHING : looks.since(type, opened, now, Map.of()));
    }

    private static List<UUID> about(ChangeRequest request) {
        return Stream.of(
                        Optional.ofNullable(request.about().golden()),
                        Optional.ofNullable(request.about().with()))
                .flatMap(Optional::stream)
                .map(ChangeRequest.Seen::id)
                .distinct()
                .toList();
    }

    private Optional<Preview> preview(ChangeRequest request) {
        try {
            return request.onNow(null).map(wanted -> steward.preview(request.entity(), new Command.Propose(wanted)));
        } catch (QueueFull _) {
            return Optional.empty();
        }
    }

    private Answer answer(ChangeRequest request, boolean shown) {
        if (!request.open()) {
            return Answer.NONE;
        }
        if (request.proposer().equals(steward.actor())) {
            return Answer.OWN;
        }
        if (!steward.mayApprove(request.need().by())) {
            return Answer.ROLE;
        }
        if (shown) {
            return Answer.DECIDE;
        }
        return switch (request.wanted()) {
            case Command.Edit _, Command.Choose _ -> Answer.THINK_OF_VALUES;
            case Command.Merge _, Command.Split _, Command.Transfer _ -> Answer.THINK_OF_GROUPS;
            default -> Answer.THINK;
        };
    }

    private Head head(EntityType type, ChangeRequest request, boolean shown) {
        ChangeRequest.Seen about = request.about().golden();
        String url = about == null ? "" : "/golden/" + type.name() + "/" + about.id();
        Closing closing = request.closing();
        UUID done = closing == null ? null : closing.decision();
        UUID decision = done != null && decisions.stands(done) ? done : null;
        Optional<Review> asked = reviews.find(request.id());
        Instant due = asked.flatMap(review -> Deadlines.of(review, type)).orElse(null);
        return new Head(
                "/changes/" + request.id(),
                type.name(),
                shown ? question(type, request) : blindQuestion(type, request),
                request.title(),
                url,
                ChangeWords.state(request.state()),
                ChangeWords.tone(request.state()),
                shown ? Words.actor(request.proposer()) : "",
                When.of(request.proposedAt()),
                shown && request.reason() != null ? request.reason() : "",
                Words.role(request.need().by().code()),
                request.about().evidence(),
                request.open() && request.changed(),
                moved(type, request),
                closed(request),
                When.of(due),
                due != null && due.isBefore(Instant.now()),
                request.open() ? asked.map(RankWords::of).orElse("") : "",
                shown && request.wanted() instanceof Command.Edit edit && pins(edit)
                        ? Messages.text(edit.expires() == null ? "changes-pinned-for-good" : "changes-pinned-until")
                        : "",
                When.of(shown && request.wanted() instanceof Command.Edit edit ? edit.expires() : null),
                decision == null || url.isEmpty() || request.wanted() instanceof Command.Undo
                        ? ""
                        : url + "/preview/undo/" + decision);
    }

    private static boolean pins(Command.Edit edit) {
        return edit.values().values().stream().anyMatch(values -> !values.isEmpty());
    }

    /** Where its records went since it was proposed, as sentences; empty where they are where they were. */
    private String moved(EntityType type, ChangeRequest request) {
        return Stream.of(
                        Optional.ofNullable(request.about().golden()),
                        Optional.ofNullable(request.about().with()))
                .flatMap(Optional::stream)
                .filter(ChangeRequest.Seen::moved)
                .map(seen -> Messages.text("changes-moved", title(type, seen.id()), Words.shortId(seen.id())))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String closed(ChangeRequest request) {
        Closing closing = request.closing();
        if (closing == null) {
            return "";
        }
        return switch (request.state()) {
            case OPEN -> "";
            case APPROVED -> closed("changes-closed-approved", closing);
            case REFUSED -> closed("changes-closed-refused", closing);
            case WITHDRAWN ->
                closing.by() == null
                        ? Messages.text("changes-closed-withdrawn")
                        : Messages.text("changes-closed-withdrawn-by", Words.actor(closing.by()));
            case SUPERSEDED -> ChangeWords.gone(closing.cause());
        };
    }

    private static String closed(String key, Closing closing) {
        String by = closing.by() == null ? "" : Words.actor(closing.by());
        String why = Words.orEmpty(closing.reason());
        String told = by.isEmpty() ? why.isEmpty() ? "" : "-because" : why.isEmpty() ? "-by" : "-by-because";
        return Messages.text(key + told, by, why);
    }

    private String question(EntityType type, ChangeRequest request) {
        String title = request.title();
        return switch (request.wanted()) {
            case Command.Edit _ -> Messages.text("changes-question-edit", title);
            case Command.Choose _ -> Messages.text("changes-question-choose", title);
            case Command.Merge merge -> Messages.text("golden-merge-with", title, title(type, merge.with()));
            case Command.Split split ->
                count("golden-split-records-off", split.records().size(), title, "");
            case Command.Transfer move ->
                count("golden-move-records", move.records().size(), title, title(type, move.to()));
            case Command.Undo _ -> Messages.text("changes-question-undo", title);
            case Command.Create _ -> Messages.text("changes-question-create", title);
            case Command.Remove _ -> Messages.text("changes-question-remove", title);
            case Command.Restore _ -> Messages.text("golden-restore-it", title);
            default -> Messages.text("desk-question-change");
        };
    }

    private static String blindQuestion(EntityType type, ChangeRequest request) {
        String one = Words.inText(type.label());
        return switch (request.wanted()) {
            case Command.Edit _, Command.Choose _ -> Messages.text("changes-blind-values", request.title());
            case Command.Merge _, Command.Split _, Command.Transfer _ -> Messages.text("desk-question-match", one);
            case Command.Undo _ -> Messages.text("changes-blind-undo", request.title());
            case Command.Create _ -> Messages.text("changes-blind-create");
            case Command.Remove _ -> Messages.text("changes-blind-remove");
            case Command.Restore _ -> Messages.text("changes-blind-restore", request.title());
            default -> Messages.text("desk-question-change");
        };
    }

    private static String count(String key, int records, String from, String to) {
        return Messages.text(key, records, Words.number(records), from, to);
    }

    private String title(EntityType type, UUID id) {
        return golden.find(type.name(), id).map(GoldenView::title).orElse("…" + Words.shortId(id));
    }

    private List<Line> lines(EntityType type, ChangeRequest request, boolean shown) {
        boolean two = request.about().with() != null;
        boolean move = request.wanted() instanceof Command.Transfer;
        ChangeRequest.Seen about = request.about().golden();
        return comparisons.of(request).lines().stream()
                .filter(line -> shown || !move || about == null || line.golden().equals(about.id()))
                .map(line -> line(type, request, line, two ? title(type, line.golden()) : "", shown))
                .toList();
    }

    private static Line line(EntityType type, ChangeRequest request, Comparison.Line line, String of, boolean shown) {
        List<String> proposed = line.proposed();
        return new Line(
                of,
                line.attribute(),
                type.attribute(line.attribute()).map(Attribute::label).orElse(line.attribute()),
                String.join(", ", line.then()),
                shown && proposed != null ? String.join(", ", proposed) : "",
                String.join(", ", line.now()),
                proposed != null,
                proposed != null && request.wanted() instanceof Command.Edit,
                shown && proposed != null && proposed.isEmpty(),
                proposed == null ? "" : outcome(request, line.attribute()));
    }

    private static String outcome(ChangeRequest request, String attribute) {
        Closing closing = request.closing();
        return switch (request.state()) {
            case APPROVED ->
                !(request.wanted() instanceof Command.Edit)
                                || closing != null && closing.approved().contains(attribute)
                        ? "approved"
                        : "refused";
            case REFUSED -> "refused";
            case OPEN, WITHDRAWN, SUPERSEDED -> "";
        };
    }

    /** Two golden records, the records in question, or the record that is to come or to go. */
    private Columns columns(EntityType type, ChangeRequest request, boolean shown) {
        return switch (request.wanted()) {
            case Command.Merge merge ->
                goldens(type, Stream.of(merge.golden(), merge.with()).toList());
            case Command.Choose choose -> said(type, request, shown ? List.of(choose.record()) : List.of());
            case Command.Restore restore -> goldens(type, List.of(restore.golden()));
            case Command.Split split ->
                records(type, split.golden(), split.records(), shown ? Messages.text("changes-to-be-split-off") : "");
            case Command.Transfer move ->
                records(type, move.golden(), move.records(), shown ? Messages.text("changes-to-be-moved") : "");
            case Command.Remove remove ->
                records(type, remove.golden(), List.of(remove.key()), Messages.text("changes-to-be-deleted"));
            case Command.Create create ->
                columns(
                        type,
                        List.of(new Column(request.title(), Messages.text("golden-fate-created"), null)),
                        (attribute, at) -> create.data().get(attribute.name()));
            default -> new Columns(List.of(), List.of());
        };
    }

    private Columns goldens(EntityType type, List<UUID> ids) {
        List<GoldenView> views = ids.stream()
                .flatMap(id -> golden.find(type.name(), id).stream())
                .toList();
        List<Column> heads = views.stream()
                .map(view ->
                        new Column(view.title(), Messages.count("common-records-counted", view.members().length), null))
                .toList();
        return columns(type, heads, (attribute, at) -> {
            GoldenValues.Value value = views.get(at).values().values().get(attribute.name());
            return value == null ? List.of() : value.values();
        });
    }

    /** What the sources say, of the attributes that are asked about. */
    private Columns said(EntityType type, ChangeRequest request, List<RecordKey> chosen) {
        Set<String> asked = request.values(type).keySet();
        ChangeRequest.Seen about = request.about().golden();
        return about == null
                ? new Columns(List.of(), List.of())
                : records(
                        type, about.id(), chosen, chosen.isEmpty() ? "" : Messages.text("changes-to-be-chosen"), asked);
    }

    private Columns records(EntityType type, UUID id, List<RecordKey> named, String note) {
        Set<String> all = type.attributes().stream().map(Attribute::name).collect(Collectors.toSet());
        return records(type, id, named, note, all);
    }

    private Columns records(EntityType type, UUID id, List<RecordKey> named, String note, Set<String> attributes) {
        SourceNames names = SourceNames.of(sources);
        List<RecordView> members = new ArrayList<>(golden.members(type.name(), id));
        members.sort((a, b) -> Boolean.compare(named.contains(b.key()), named.contains(a.key())));
        List<RecordView> shown = members.subList(0, Math.min(WIDEST, members.size()));
        List<Column> heads = shown.stream()
                .map(record -> new Column(
                        "",
                        named.isEmpty()
                                ? ""
                                : named.contains(record.key())
                                        ? note.isEmpty() ? Messages.text("changes-these") : note
                                        : Messages.text("changes-the-others"),
                        names.member(record.key())))
                .toList();
        return columns(
                type,
                heads,
                (attribute, at) -> attributes.contains(attribute.name())
                        ? shown.get(at).data().get(attribute.name())
                        : List.of());
    }

    private static Columns columns(
            EntityType type, List<Column> heads, BiFunction<Attribute, Integer, List<String>> values) {
        List<Row> rows = type.attributes().stream()
                .map(attribute -> new Row(
                        attribute.label(),
                        IntStream.range(0, heads.size())
                                .mapToObj(at -> String.join(", ", values.apply(attribute, at)))
                                .toList()))
                .filter(row -> row.cells().stream().anyMatch(cell -> !cell.isEmpty()))
                .toList();
        return new Columns(heads, rows);
    }

    private static Said said(EntityType type, Given given) {
        Opinion opinion = given.opinion();
        String what = opinion.verdict() != null
                ? Words.verdict(opinion.verdict())
                : opinion.values().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e ->
                                type.attribute(e.getKey()).map(Attribute::label).orElse(e.getKey()) + " "
                                        + (e.getValue().isEmpty()
                                                ? Messages.text("changes-as-the-sources-say")
                                                : Messages.text("common-quoted", String.join(", ", e.getValue()))))
                        .collect(Collectors.joining(", "));
        return new Said(Words.actor(given.author()), what, given.agrees(), When.of(given.at()));
    }

    ChangeSheet.Entry entry(ChangeRequest request) {
        boolean shown = changes.shownTo(request, steward.actor());
        return new ChangeSheet.Entry(
                "/changes/" + request.id(),
                shown ? ChangeWords.proposed(request.act()) : Messages.text("changes-a-blind-question"),
                request.title(),
                shown ? Words.actor(request.proposer()) : "",
                When.of(request.proposedAt()),
                ChangeWords.state(request.state()),
                ChangeWords.tone(request.state()),
                Words.role(request.need().by().code()));
    }
}
