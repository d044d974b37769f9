package io.karat.ui;

import io.karat.golden.GoldenValues;
import io.karat.ledger.GoldenView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.GoldenSheet.Change;
import io.karat.ui.GoldenSheet.History;
import io.karat.ui.GoldenSheet.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a golden record was, version by version. */
final class Histories {

    private final EntityType type;
    private final SourceNames names;

    Histories(EntityType type, SourceNames names) {
        this.type = type;
        this.names = names;
    }

    /**
     * @param versions newest first
     * @param from number of the version to compare, or 0
     */
    History history(List<GoldenView> versions, int from, int to) {
        List<Version> lines = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            GoldenView view = versions.get(i);
            boolean first = i + 1 == versions.size();
            List<Change> changes = first
                    ? List.of()
                    : changes(versions.get(i + 1).values(), view.values()).stream()
                            .filter(change -> !change.same())
                            .toList();
            lines.add(new Version(
                    view.version(),
                    mark(view),
                    what(view),
                    by(view),
                    approver(view),
                    view.rules(),
                    When.of(view.at()),
                    view.at().toString(),
                    changes));
        }
        Optional<GoldenView> a = numbered(versions, from);
        Optional<GoldenView> b = numbered(versions, to);
        if (a.isPresent() && b.isPresent()) {
            return new History(
                    lines, from, to, changes(a.get().values(), b.get().values()));
        }
        // Offered: the last version beside the one before it.
        return versions.size() > 1
                ? new History(
                        lines, versions.get(1).version(), versions.getFirst().version(), List.of())
                : new History(lines, from, to, List.of());
    }

    private static Optional<GoldenView> numbered(List<GoldenView> versions, int number) {
        return versions.stream().filter(v -> v.version() == number).findFirst();
    }

    private List<Change> changes(GoldenValues before, GoldenValues after) {
        List<Change> changes = new ArrayList<>();
        for (Attribute attribute : type.attributes()) {
            String old = text(before, attribute);
            String now = text(after, attribute);
            if (!old.isEmpty() || !now.isEmpty()) {
                changes.add(new Change(attribute.label(), old, now));
            }
        }
        return changes;
    }

    private static String text(GoldenValues values, Attribute attribute) {
        GoldenValues.Value value = values.values().get(attribute.name());
        return value == null ? "" : String.join(", ", value.values());
    }

    private static String mark(GoldenView view) {
        return view.cause().equals("pin") ? "pin" : view.kind();
    }

    private String by(GoldenView view) {
        String actor = view.actor();
        return actor.startsWith("source:") ? names.label(actor.substring("source:".length())) : Words.actor(actor);
    }

    private static String approver(GoldenView view) {
        String approver = view.approver();
        return approver == null ? "" : Words.actor(approver);
    }

    private static String what(GoldenView view) {
        String words = switch (view.kind()) {
            case "updated" -> Messages.text(view.cause().equals("pin") ? "golden-event-pin" : "golden-event-updated");
            default -> Messages.textOr("golden-event-" + view.kind(), view.kind());
        };
        return switch (view.cause()) {
            case "decision", "undo", "demotion", "restore", "time", "reference" ->
                Messages.text("golden-cause-" + view.cause(), words);
            case "record", "pin", "machine" -> words;
            default -> words + ", " + view.cause();
        };
    }
}
