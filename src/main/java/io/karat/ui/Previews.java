package io.karat.ui;

import io.karat.ledger.Command;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Foretells what stewards are about to do, and shows what changed under what they saw. */
@RequestScoped
class Previews {

    private final PreviewSheets sheets;
    private final GoldenRecords golden;
    private final Looks looks;
    private final Steward steward;

    Previews(PreviewSheets sheets, GoldenRecords golden, Looks looks, Steward steward) {
        this.sheets = sheets;
        this.golden = golden;
        this.looks = looks;
        this.steward = steward;
    }

    static String path(EntityType type, UUID id) {
        return "/golden/" + type.name() + "/" + id;
    }

    PreviewSheet of(EntityType type, GoldenView view, Intent intent, String reason) {
        Opened opened = looks.at(type, about(view, intent));
        List<Field> fields = new ArrayList<>(intent.fields());
        fields.add(new Field("opened", opened.sent()));
        fields.add(new Field("key", UUID.randomUUID().toString()));
        UUID other = intent.other();
        return of(
                type,
                view,
                new Wish(
                        intent.question(view.title(), other == null ? "" : title(type, other)),
                        intent.command(new Intent.Seen(view.id(), opened), null, steward.actor()),
                        intent instanceof Intent.Merge merge ? evidence(type, view, merge.with()) : null,
                        new Confirm(path(type, view.id()) + "/" + intent.act(), intent.label(), fields, reason)));
    }

    private static List<UUID> about(GoldenView view, Intent intent) {
        return Stream.concat(Stream.of(view.id()), Stream.ofNullable(intent.other()))
                .distinct()
                .toList();
    }

    private String title(EntityType type, UUID id) {
        return golden.find(type.name(), id).map(GoldenView::title).orElse("…" + Words.shortId(id));
    }

    /**
     * The same on what there is now, with what changed since its form was opened.
     *
     * @param notice why nothing was done
     */
    PreviewSheet again(EntityType type, UUID id, Intent intent, String reason, Since since) {
        GoldenView view = looks.standing(type, id).orElseThrow(NotFoundException::new);
        UUID named = intent.other();
        Optional<GoldenView> other = named == null ? Optional.empty() : looks.standing(type, named);
        UUID there = other.map(GoldenView::id).orElse(named);
        Intent now = intent.on(
                there,
                golden.members(type.name(), view.id()).stream()
                        .map(RecordView::key)
                        .toList());
        Moved moved = looks.since(type, since.opened(), looks.at(type, about(view, now)), Map.of());
        if (view.id().equals(there)) {
            return nothingLeft(type, view, intent, warning("golden-one-by-now", "golden-one-by-now-text"), moved);
        }
        if (now.empty()) {
            return nothingLeft(
                    type, view, intent, warning("golden-records-are-gone", "golden-records-are-gone-text"), moved);
        }
        PreviewSheet sheet = of(type, view, now, reason);
        return sheet.since(moved.any() && sheet.confirm() != null ? changed() : since.notice(), moved);
    }

    /**
     * @param opened with what the form was opened that did not count
     * @param notice why it did not
     */
    record Since(Opened opened, Notice notice) {}

    private static Notice changed() {
        return warning("common-changed-since-you-opened-it", "golden-nothing-was-done-confirm-again");
    }

    private static Notice warning(String title, String text) {
        return new Notice("warn", Messages.text(title), Messages.text(text));
    }

    private static PreviewSheet nothingLeft(
            EntityType type, GoldenView view, Intent intent, Notice notice, Moved moved) {
        return new PreviewSheet(
                        path(type, view.id()),
                        view.title(),
                        intent.label(),
                        List.of(),
                        notice,
                        null,
                        null,
                        List.of(),
                        null)
                .since(notice, moved);
    }

    /**
     * What is asked of the hub, and how a page asks for it.
     *
     * @param evidence what speaks for and against it, or null
     */
    record Wish(
            String question,
            Command.OfSteward command,
            @Nullable Evidence evidence,
            Confirm confirm) {}

    PreviewSheet of(EntityType type, GoldenView view, Wish wish) {
        String back = path(type, view.id());
        Preview preview;
        try {
            preview = steward.preview(type.name(), wish.command());
        } catch (QueueFull full) {
            return new PreviewSheet(
                    back, view.title(), wish.question(), List.of(), Problems.busy(), null, null, List.of(), null);
        }
        Notice refusal = sheets.refusal(type, preview.outcome());
        Evidence evidence = wish.evidence();
        if (refusal != null) {
            return new PreviewSheet(
                    back,
                    view.title(),
                    wish.question(),
                    List.of(),
                    refusal,
                    null,
                    refusal.because().isEmpty() || evidence == null ? evidence : evidence.brief(),
                    List.of(),
                    null);
        }
        Confirm confirm = wish.confirm();
        return new PreviewSheet(
                back,
                view.title(),
                wish.question(),
                summary(type, wish.command(), preview),
                null,
                null,
                evidence,
                sheets.results(type, preview),
                preview.waits() ? confirm.labelled(Messages.text("golden-propose")) : confirm);
    }

    /** What is undone may be out already, and cannot be unsaid. */
    private List<String> summary(EntityType type, Command.OfSteward command, Preview preview) {
        List<String> said = new ArrayList<>(sheets.summary(type, preview, preview.waits()));
        if (command instanceof Command.Undo && !preview.golden().isEmpty()) {
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
        return sheets.evidence(type, Strongest.between(golden, type.name(), mine, theirs), mine, theirs);
    }
}
