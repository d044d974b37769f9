package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.golden.GoldenValues;
import io.karat.ledger.ChangeRequest;
import io.karat.ledger.ChangeRequests;
import io.karat.ledger.ChoiceView;
import io.karat.ledger.Command;
import io.karat.ledger.Conflicts;
import io.karat.ledger.DecisionView;
import io.karat.ledger.Decisions;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Masked;
import io.karat.ledger.PinReport;
import io.karat.ledger.Quality;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.review.Remarks;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.Desk.Notice;
import io.karat.ui.GoldenSheet.Head;
import io.karat.ui.GoldenSheet.Line;
import io.karat.ui.GoldenSheet.Members;
import io.karat.ui.GoldenSheet.Reference;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays a golden record out for the person who looks. */
@RequestScoped
class GoldenSheets {

    private static final Set<String> TABS =
            Set.of("members", "history", "decisions", "reviews", "published", "comments");

    private final GoldenRecords golden;
    private final Reviews reviews;
    private final Decisions decisions;
    private final Conflicts conflicts;
    private final Directory directory;
    private final Deliveries deliveries;
    private final CurrentAccount account;
    private final Clock clock;
    private final ChangeRequests changes;
    private final RoutingContext context;
    private final Access access;
    private final Remarks remarks;
    private final Quality quality;
    private final PinReport pins;

    GoldenSheets(
            GoldenRecords golden,
            Reviews reviews,
            Decisions decisions,
            Conflicts conflicts,
            Directory directory,
            Deliveries deliveries,
            CurrentAccount account,
            Clock clock,
            ChangeRequests changes,
            RoutingContext context,
            Access access,
            Remarks remarks,
            Quality quality,
            PinReport pins) {
        this.pins = pins;
        this.remarks = remarks;
        this.quality = quality;
        this.access = access;
        this.changes = changes;
        this.golden = golden;
        this.reviews = reviews;
        this.decisions = decisions;
        this.conflicts = conflicts;
        this.directory = directory;
        this.deliveries = deliveries;
        this.account = account;
        this.clock = clock;
        this.context = context;
    }

    GoldenSheet sheet(EntityType type, GoldenView found, String was, @Nullable Notice notice, GoldenSheet.Done done) {
        return sheet(type, found, was, notice, done, access.sees(type));
    }

    /** With its personal data, for somebody from whom they are hidden otherwise. */
    GoldenSheet revealed(EntityType type, GoldenView view, Notice notice) {
        return sheet(type, view, "", notice, GoldenSheet.Done.NOTHING, true);
    }

    private GoldenSheet sheet(
            EntityType type,
            GoldenView found,
            String was,
            @Nullable Notice notice,
            GoldenSheet.Done done,
            boolean open) {
        GoldenView view = open ? found : Masked.of(type, found);
        SourceNames names = directory.names();
        List<RecordView> members = view.live() ? shown(type, golden.members(type.name(), view.id()), open) : List.of();
        String tab = tab();
        List<GoldenView> versions =
                tab.equals("history") ? views(type, golden.history(type.name(), view.id()), open) : List.of();
        return new GoldenSheet(
                head(type, view),
                was,
                lines(
                        type,
                        view.values(),
                        members,
                        open ? losers(type, members, names) : nobody(type, names),
                        names,
                        view.live() ? pins.ends(type, view, clock.instant()) : Map.of()),
                members.stream().map(m -> reference(m, names)).toList(),
                tab,
                tab.equals("members") ? columns(type, members, view.values()) : new Members(List.of()),
                new Histories(type, names).history(versions, number("from"), number("to")),
                open && tab.equals("decisions") ? decided(type, view, names) : List.of(),
                open && tab.equals("reviews") ? rows(reviews.of(type.name(), view.id())) : List.of(),
                tab.equals("published") ? deliveries.of(type.name(), view.id()) : List.of(),
                changes.openAbout(type.name(), view.id()).stream()
                        .map(this::pending)
                        .toList(),
                type.attributes().stream()
                        .map(Attribute::name)
                        .filter(name -> type.approval().of(Set.of(name)).isPresent())
                        .collect(Collectors.toSet()),
                notice,
                done,
                null,
                type.survivorship().validity() != null,
                open ? GoldenSheet.Hidden.NOTHING : hidden(type),
                open && tab.equals("comments") ? said(type, view) : List.of(),
                judged(type, view));
    }

    private GoldenSheet.Judged judged(EntityType type, GoldenView view) {
        return new GoldenSheet.Judged(
                QualityPage.percent(quality.score(type.name(), view.marks())),
                quality.failures(type.name(), view.marks()).stream()
                        .map(failure -> new GoldenSheet.Failed(
                                failure.rule(),
                                Messages.translated(failure.message()),
                                Messages.text(
                                        "quality-severity-" + failure.severity().code()),
                                failure.attributes(),
                                failure.attributes().stream()
                                        .map(name -> type.attribute(name)
                                                .map(Attribute::label)
                                                .orElse(name))
                                        .collect(Collectors.joining(", "))))
                        .toList());
    }

    private List<GoldenSheet.Remark> said(EntityType type, GoldenView view) {
        return remarks.of(type.name(), view.id()).stream()
                .map(remark -> new GoldenSheet.Remark(
                        remark.id().toString(),
                        Words.actor(remark.author()),
                        When.of(remark.at()),
                        remark.text(),
                        remark.author().equals(access.actor())))
                .toList();
    }

    private GoldenSheet.Hidden hidden(EntityType type) {
        return access.mayReveal(type) ? GoldenSheet.Hidden.UNTIL_ASKED : GoldenSheet.Hidden.ALWAYS;
    }

    private static List<RecordView> shown(EntityType type, List<RecordView> members, boolean open) {
        return open
                ? members
                : members.stream().map(member -> Masked.of(type, member)).toList();
    }

    private static List<GoldenView> views(EntityType type, List<GoldenView> versions, boolean open) {
        return open
                ? versions
                : versions.stream().map(version -> Masked.of(type, version)).toList();
    }

    /** Of losing values nothing is said where values are hidden. */
    private Losers nobody(EntityType type, SourceNames names) {
        return new Losers(type, List.of(), names, clock.instant());
    }

    private Losers losers(EntityType type, List<RecordView> members, SourceNames names) {
        List<Integer> ordinals = members.stream().map(RecordView::ordinal).toList();
        return new Losers(type, golden.contributions(type.name(), ordinals), names, clock.instant());
    }

    /** As it was. */
    GoldenSheet past(EntityType type, GoldenView found, Instant asOf) {
        boolean open = access.sees(type);
        GoldenView view = open ? found : Masked.of(type, found);
        SourceNames names = directory.names();
        List<RecordView> members = shown(type, golden.members(type.name(), view, asOf), open);
        boolean history = tab().equals("history");
        List<GoldenView> versions = history
                ? views(type, golden.history(type.name(), view.id()), open).stream()
                        .filter(version -> !version.at().isAfter(asOf))
                        .toList()
                : List.of();
        return new GoldenSheet(
                head(type, view),
                "",
                lines(
                        type,
                        view.values(),
                        members,
                        open
                                ? new Losers(type, golden.brought(type.name(), members), names, asOf)
                                : nobody(type, names),
                        names,
                        Map.of()),
                members.stream().map(m -> reference(m, names)).toList(),
                history ? "history" : "members",
                history ? new Members(List.of()) : columns(type, members, view.values()),
                new Histories(type, names).history(versions, number("from"), number("to")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                null,
                GoldenSheet.Done.NOTHING,
                new GoldenSheet.AsOf("asOf", asOf.toString(), When.of(asOf)),
                type.survivorship().validity() != null,
                open ? GoldenSheet.Hidden.NOTHING : GoldenSheet.Hidden.ALWAYS,
                List.of(),
                GoldenSheet.Judged.NOT);
    }

    /** What it says at another time, by what is known now. */
    GoldenSheet valid(EntityType type, GoldenView view, Instant instant) {
        SourceNames names = directory.names();
        boolean open = access.sees(type);
        GoldenView said = golden.validAt(type.name(), view, instant);
        GoldenView then = open ? said : Masked.of(type, said);
        List<RecordView> members = shown(type, golden.members(type.name(), view.id()), open);
        List<Integer> ordinals = members.stream().map(RecordView::ordinal).toList();
        Losers losers = open
                ? new Losers(type, golden.contributions(type.name(), ordinals), names, instant)
                : nobody(type, names);
        return new GoldenSheet(
                head(type, then),
                "",
                lines(type, then.values(), members, losers, names, Map.of()),
                members.stream().map(m -> reference(m, names)).toList(),
                "members",
                columns(type, members, then.values()),
                new Histories(type, names).history(List.of(), 0, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                null,
                GoldenSheet.Done.NOTHING,
                new GoldenSheet.AsOf("validAt", instant.toString(), When.of(instant)),
                true,
                open ? GoldenSheet.Hidden.NOTHING : GoldenSheet.Hidden.ALWAYS,
                List.of(),
                judged(type, then));
    }

    private GoldenSheet.Pending pending(ChangeRequest request) {
        boolean shown = changes.shownTo(request, "user:" + account.getName());
        return new GoldenSheet.Pending(
                "/changes/" + request.id(),
                shown
                        ? Words.started(ChangeWords.proposed(request.act()))
                        : Messages.text("golden-change-to-be-judged-blind"),
                shown ? Words.actor(request.proposer()) : "",
                request.wanted() instanceof Command.Edit edit ? edit.values().keySet() : Set.of());
    }

    private List<GoldenSheet.Decided> decided(EntityType type, GoldenView view, SourceNames names) {
        List<Integer> members = Arrays.stream(view.members()).boxed().toList();
        return Stream.concat(
                        conflicts.chosen(type.name(), members).stream().map(c -> chosen(type, c, names)),
                        decisions.about(type.name(), members).stream().map(d -> decided(d, names)))
                .sorted(Comparator.comparing((GoldenSheet.Decided d) -> d.at().iso())
                        .reversed())
                .toList();
    }

    private static GoldenSheet.Decided chosen(EntityType type, ChoiceView choice, SourceNames names) {
        String label = type.attribute(choice.unit()).map(Attribute::label).orElse(choice.unit());
        String value =
                choice.values().values().values().stream().flatMap(List::stream).collect(Collectors.joining(", "));
        return new GoldenSheet.Decided(
                choice.id().toString(),
                Messages.text("golden-verdict-chosen"),
                choice.released() == null ? "good" : "",
                choice.records().stream().map(names::member).toList(),
                Messages.text("golden-disagreed-on", label, value),
                List.of(),
                choice.reason() == null ? "" : choice.reason(),
                Words.actor(choice.author()),
                "",
                When.of(choice.at()),
                undone(choice.released()));
    }

    private static String undone(DecisionView.@Nullable Release released) {
        if (released == null) {
            return "";
        }
        String by = Words.actor(released.by());
        return released.reason() == null
                ? Messages.text("golden-undone-by", by)
                : Messages.text("golden-undone-by-because", by, released.reason());
    }

    private static GoldenSheet.Decided decided(DecisionView decision, SourceNames names) {
        boolean same = decision.verdict() == Command.Verdict.SAME;
        return new GoldenSheet.Decided(
                decision.id().toString(),
                Words.verdict(same ? "same" : "different"),
                decision.stands() ? same ? "good" : "bad" : "",
                decision.left().stream().map(names::member).toList(),
                Messages.text(same ? "golden-joined-with" : "golden-apart-from"),
                decision.right().stream().map(names::member).toList(),
                decision.reason() == null ? "" : decision.reason(),
                Words.actor(decision.author()),
                decision.approver() == null ? "" : Words.actor(decision.approver()),
                When.of(decision.at()),
                undone(decision.released()));
    }

    private String tab() {
        String asked = context.request().getParam("tab");
        return asked != null && TABS.contains(asked) ? asked : "members";
    }

    private int number(String parameter) {
        String given = context.request().getParam(parameter);
        return given != null && given.matches("\\d{1,9}") ? Integer.parseInt(given) : 0;
    }

    private static Head head(EntityType type, GoldenView view) {
        String gone = view.live() ? "" : Messages.text("golden-last-record-went-away");
        return new Head(
                type.name(),
                type.label(),
                view.id().toString(),
                Words.shortId(view.id()),
                view.title(),
                view.version(),
                When.of(view.at()),
                Words.actor(view.actor()),
                gone);
    }

    /** @param ends of pins, by attribute */
    private static List<Line> lines(
            EntityType type,
            GoldenValues values,
            List<RecordView> members,
            Losers losers,
            SourceNames names,
            Map<String, Instant> ends) {
        Map<Integer, RecordView> byOrdinal =
                members.stream().collect(Collectors.toMap(RecordView::ordinal, Function.identity()));
        return type.attributes().stream()
                .map(attribute -> line(
                        attribute,
                        values.values().get(attribute.name()),
                        byOrdinal,
                        names,
                        losers,
                        When.of(ends.get(attribute.name()))))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Line line(
            Attribute attribute,
            GoldenValues.@Nullable Value value,
            Map<Integer, RecordView> byOrdinal,
            SourceNames names,
            Losers losers,
            When ends) {
        if (value == null) {
            return null;
        }
        RecordView winner = byOrdinal.get(value.winner());
        boolean pinned = value.rule().equals("pin");
        return new Line(
                attribute.name(),
                attribute.label(),
                value.values(),
                winner == null ? null : names.member(winner.key()),
                winner == null ? "" : losers.sent(attribute, value),
                winner == null
                        ? When.NEVER
                        : When.of(winner.observedAt() == null ? winner.receivedAt() : winner.observedAt()),
                pinned ? Messages.text("golden-pinned-by-a-steward") : ModelWords.rule(value.rule()),
                losers.why(attribute, value),
                pinned,
                ends,
                losers.agreeing(attribute, value),
                losers.of(attribute, value));
    }

    private static Reference reference(RecordView member, SourceNames names) {
        return new Reference(
                names.member(member.key()),
                member.key().source() + "/" + member.key().key(),
                member.version(),
                When.of(member.observedAt()),
                When.of(member.receivedAt()),
                member.findings().isEmpty()
                        ? ""
                        : Messages.count("golden-findings", member.findings().size()));
    }

    private static Members columns(EntityType type, List<RecordView> members, GoldenValues values) {
        return new Members(type.attributes().stream()
                .filter(a ->
                        members.stream().anyMatch(m -> !m.data().get(a.name()).isEmpty()))
                .map(a -> new Members.Row(
                        a.label(), members.stream().map(m -> cell(a, m, values)).toList()))
                .toList());
    }

    private static Members.Cell cell(Attribute attribute, RecordView member, GoldenValues values) {
        List<String> raw = member.data().get(attribute.name());
        GoldenValues.Value survivor = values.values().get(attribute.name());
        return new Members.Cell(
                raw,
                member.findings().stream()
                        .filter(f -> f.attribute().equals(attribute.name()))
                        .map(finding -> Messages.translated(finding.message()))
                        .toList(),
                survivor != null && raw.stream().anyMatch(survivor.values()::contains));
    }

    private List<Desk.Row> rows(List<Review> open) {
        return open.stream()
                .map(r -> new Desk.Row(
                        r.id().toString(),
                        r.leftTitle(),
                        r.rightTitle(),
                        Words.probability(r.probability()),
                        Words.kind(r.kind() == Review.Kind.GUARD ? Review.Kind.MATCH : r.kind()),
                        r.claimedBy() == null ? "" : r.claimedBy(),
                        account.getName().equals(r.claimedBy()),
                        false,
                        "",
                        false))
                .toList();
    }
}
