package io.karat.ui;

import io.karat.ledger.Command;
import io.karat.ledger.Explanations;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Preview;
import io.karat.ledger.QueueFull;
import io.karat.ledger.RecordView;
import io.karat.model.EntityType;
import io.karat.ui.Desk.Notice;
import io.karat.ui.PreviewSheet.Confirm;
import io.karat.ui.PreviewSheet.Field;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Foretells what stewards are about to do, and shows what changed under what they saw. */
@RequestScoped
class Previews {

    private final PreviewSheets sheets;
    private final GoldenRecords golden;
    private final Explanations explanations;
    private final Looks looks;
    private final HeldApart apart;
    private final Steward steward;

    Previews(
            PreviewSheets sheets,
            GoldenRecords golden,
            Explanations explanations,
            Looks looks,
            HeldApart apart,
            Steward steward) {
        this.sheets = sheets;
        this.golden = golden;
        this.explanations = explanations;
        this.looks = looks;
        this.apart = apart;
        this.steward = steward;
    }

    static String path(EntityType type, UUID id) {
        return "/golden/" + type.name() + "/" + id;
    }

    PreviewSheet of(EntityType type, GoldenView view, Intent intent, String reason) {
        return foretold(type, view, intent, reason).build();
    }

    private PreviewSheet.Builder foretold(EntityType type, GoldenView view, Intent intent, String reason) {
        Opened opened = looks.at(type, view.id(), intent);
        UUID other = intent.other();
        PreviewSheet.Builder sheet = PreviewSheet.of(
                        path(type, view.id()),
                        view.title(),
                        intent.question(new Intent.Titles(view.title(), other == null ? "" : title(type, other))))
                .evidence(intent instanceof Intent.Merge merge ? evidence(type, view, merge.with()) : null);
        Command.OfSteward command = intent.command(new Intent.Seen(view.id(), opened), null, steward.actor());
        try {
            return foretold(
                    sheet,
                    type,
                    steward.preview(type.name(), command),
                    intent,
                    confirm(type, view, intent, opened, reason));
        } catch (QueueFull full) {
            return sheet.notice(Problems.busy()).evidence(null);
        }
    }

    private PreviewSheet.Builder foretold(
            PreviewSheet.Builder sheet, EntityType type, Preview preview, Intent intent, Confirm confirm) {
        Notice refusal = sheets.refusal(type, preview.outcome());
        if (refusal == null) {
            return sheet.foretold(
                    summary(type, intent, preview),
                    sheets.results(type, preview),
                    preview.waits() ? confirm.proposing() : confirm);
        }
        Optional<Notice> undone = intent instanceof Intent.Undo undo ? apart.undone(undo.decision()) : Optional.empty();
        return refusal.because().isEmpty()
                ? sheet.notice(undone.orElse(refusal))
                : sheet.notice(refusal).briefly();
    }

    private static Confirm confirm(EntityType type, GoldenView view, Intent intent, Opened opened, String reason) {
        List<Field> fields = new ArrayList<>(intent.fields());
        fields.add(new Field("opened", opened.sent()));
        fields.add(new Field("key", UUID.randomUUID().toString()));
        return new Confirm(
                path(type, view.id()) + "/" + intent.path(), intent.label(), fields, intent.reasoned(), reason);
    }

    private String title(EntityType type, UUID id) {
        return golden.find(type.name(), id).map(GoldenView::title).orElse("…" + Words.shortId(id));
    }

    /**
     * The same on what there is now, with what changed since its form was opened.
     *
     * @param since with what the form was opened that did not count, and why it did not
     */
    PreviewSheet again(EntityType type, UUID id, Intent intent, String reason, Since since) {
        GoldenView view = looks.standing(type, id).orElseThrow(NotFoundException::new);
        UUID named = intent.other();
        UUID there = named == null
                ? null
                : looks.standing(type, named).map(GoldenView::id).orElse(named);
        Intent now = intent.on(
                there,
                golden.members(type.name(), view.id()).stream()
                        .map(RecordView::key)
                        .toList());
        Moved moved = looks.since(type, since.opened(), looks.at(type, view.id(), now), Map.of());
        if (view.id().equals(there)) {
            return nothingLeft(type, view, intent, warning("golden-one-by-now", "golden-one-by-now-text"), moved);
        }
        if (now.empty()) {
            return nothingLeft(
                    type, view, intent, warning("golden-records-are-gone", "golden-records-are-gone-text"), moved);
        }
        PreviewSheet.Builder sheet = foretold(type, view, now, reason).moved(moved);
        List<Desk.Standing> decided =
                intent instanceof Intent.Undo undo ? apart.since(type, undo.decision(), since.opened()) : List.of();
        boolean changed = moved.any() || !decided.isEmpty();
        return sheet.unlessRefused(changed && sheet.confirmable() ? changed(decided) : since.notice())
                .build();
    }

    /**
     * @param opened with what the form was opened that did not count
     * @param notice why it did not
     */
    record Since(Opened opened, Notice notice) {}

    private static Notice changed(List<Desk.Standing> decided) {
        return new Notice(
                "warn",
                Messages.text("common-changed-since-you-opened-it"),
                Messages.text("golden-nothing-was-done-confirm-again")
                        + (decided.isEmpty() ? "" : " " + Messages.text("golden-decided-since")),
                decided);
    }

    private static Notice warning(String title, String text) {
        return new Notice("warn", Messages.text(title), Messages.text(text));
    }

    private static PreviewSheet nothingLeft(
            EntityType type, GoldenView view, Intent intent, Notice notice, Moved moved) {
        return PreviewSheet.of(path(type, view.id()), view.title(), intent.label())
                .notice(notice)
                .moved(moved)
                .build();
    }

    /** What is undone may be out already, and cannot be unsaid. */
    private List<String> summary(EntityType type, Intent intent, Preview preview) {
        List<String> said = new ArrayList<>(sheets.summary(type, preview, preview.waits()));
        if (intent instanceof Intent.Undo && !preview.golden().isEmpty()) {
            said.addAll(sheets.received(type, preview));
        }
        return said;
    }

    private @Nullable Evidence evidence(EntityType type, GoldenView view, UUID other) {
        List<RecordView> mine = golden.members(type.name(), view.id());
        List<RecordView> theirs = golden.members(type.name(), other);
        if (mine.isEmpty() || theirs.isEmpty() || other.equals(view.id())) {
            return null;
        }
        return sheets.evidence(type, Strongest.between(explanations, type.name(), mine, theirs), mine, theirs);
    }
}
