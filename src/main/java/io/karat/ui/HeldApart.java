package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.ledger.Command;
import io.karat.ledger.DecisionView;
import io.karat.ledger.Decisions;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.ui.Desk.Notice;
import io.karat.ui.Desk.Standing;
import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which decisions of stewards stand in the way of an act: whose they are, since when, and where they are undone. */
@RequestScoped
class HeldApart {

    private final Decisions decisions;
    private final GoldenRecords goldens;
    private final SourceRecords records;
    private final Models models;
    private final Access access;
    private final CurrentAccount account;

    HeldApart(
            Decisions decisions,
            GoldenRecords goldens,
            SourceRecords records,
            Models models,
            Access access,
            CurrentAccount account) {
        this.decisions = decisions;
        this.goldens = goldens;
        this.records = records;
        this.models = models;
        this.access = access;
        this.account = account;
    }

    Notice notice(String entity, Outcome.Contradicts contradicts) {
        List<UUID> chain = contradicts.decisions();
        List<Standing> standing = decisions.find(entity, chain).stream()
                .sorted(Comparator.comparingInt(decision -> chain.indexOf(decision.id())))
                .map(decision -> standing(entity, decision))
                .toList();
        return Problems.contradicts(contradicts, standing);
    }

    /** Decisions that two groups of records are different, the newest first. */
    List<Standing> between(String entity, List<RecordView> left, List<RecordView> right) {
        Set<RecordKey> ofLeft = keys(left);
        Set<RecordKey> ofRight = keys(right);
        List<Integer> all = Stream.concat(left.stream(), right.stream())
                .map(RecordView::ordinal)
                .distinct()
                .toList();
        return decisions.about(entity, all).stream()
                .filter(DecisionView::stands)
                .filter(decision -> decision.verdict() == Command.Verdict.DIFFERENT)
                .filter(decision -> parts(decision, ofLeft, ofRight) || parts(decision, ofRight, ofLeft))
                .map(decision -> standing(entity, decision))
                .toList();
    }

    /** What was decided about the same records since a form was opened that undoes a decision; the newest first. */
    List<Standing> since(EntityType type, UUID decision, Opened opened) {
        Set<Integer> about = Stream.concat(
                        opened.records().keySet().stream(),
                        decisions.goldens(type.name(), decision).stream()
                                .flatMap(golden -> goldens.members(type.name(), golden).stream())
                                .map(RecordView::ordinal))
                .collect(Collectors.toSet());
        return opened.moment() == 0
                ? List.of()
                : decisions.about(type.name(), about, opened.moment()).stream()
                        .filter(DecisionView::stands)
                        .map(later -> standing(type.name(), later))
                        .toList();
    }

    /** Who undid a decision already; empty while it stands. */
    Optional<Notice> undone(UUID decision) {
        return decisions
                .release(decision)
                .map(release -> new Notice(
                        "warn",
                        Messages.text("golden-undone-already"),
                        Messages.text("golden-undone-already-text"),
                        List.of(new Standing(
                                Messages.text("golden-undone-by", Words.actor(release.by())),
                                When.of(release.at()),
                                Words.orEmpty(release.reason()),
                                ""))));
    }

    private static Set<RecordKey> keys(List<RecordView> records) {
        return records.stream().map(RecordView::key).collect(Collectors.toSet());
    }

    private static boolean parts(DecisionView decision, Collection<RecordKey> one, Collection<RecordKey> other) {
        return decision.left().stream().anyMatch(one::contains)
                && decision.right().stream().anyMatch(other::contains);
    }

    private Standing standing(String entity, DecisionView decision) {
        boolean same = decision.verdict() == Command.Verdict.SAME;
        String author = Words.actor(decision.author());
        boolean sees = models.find(entity).filter(access::sees).isPresent();
        return new Standing(
                Messages.text(same ? "golden-declared-same" : "golden-declared-different", author),
                When.of(decision.at()),
                sees && decision.reason() != null ? decision.reason() : "",
                account.isSteward() ? undo(entity, decision) : "");
    }

    private String undo(String entity, DecisionView decision) {
        return Stream.concat(decision.left().stream(), decision.right().stream())
                .flatMap(key -> records.find(entity, key).stream())
                .map(RecordView::goldenId)
                .filter(Objects::nonNull)
                .findFirst()
                .map(golden -> "/golden/" + entity + "/" + golden + "/preview/undo/" + decision.id())
                .orElse("");
    }
}
