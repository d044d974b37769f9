package io.karat.ui;

import io.karat.ledger.Command;
import io.karat.model.RecordKey;
import io.karat.ui.PreviewSheet.Field;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a steward is about to do from the page of a golden record. */
sealed interface Intent {

    /** In addresses. */
    String act();

    String question(Titles titles);

    /** @throws BadRequestException where the form does not say which versions it was opened with */
    Command.OfSteward command(Seen seen, @Nullable String reason, String actor);

    /** Where a form sends it, below the address of the golden record. */
    default String path() {
        return act();
    }

    /** Of the button that confirms it. */
    String label();

    /** Whether a reason is asked for. */
    default boolean reasoned() {
        return true;
    }

    /** The other golden record, or null where there is none. */
    default @Nullable UUID other() {
        return null;
    }

    /** The records it is about; none where all are. */
    default List<RecordKey> records() {
        return List.of();
    }

    /** The same, of another golden record where there is one, and of those of its records that are left. */
    default Intent on(@Nullable UUID other, List<RecordKey> left) {
        return this;
    }

    /** Whether nothing of it is left to do. */
    default boolean empty() {
        return false;
    }

    /** What a form carries along. */
    default List<Field> fields() {
        return records().stream()
                .map(key -> new Field("record", key.source() + "/" + key.key()))
                .toList();
    }

    /** @param other empty where there is none */
    record Titles(String golden, String other) {}

    /** A golden record, as a form was opened with it. */
    record Seen(UUID golden, Opened opened) {
        int version() {
            return opened.version(golden).orElseThrow(() -> new BadRequestException("which version"));
        }

        /** Null of one that there was not. */
        @Nullable Integer version(UUID other) {
            return opened.version(other).orElse(null);
        }
    }

    record Merge(UUID with) implements Intent {
        @Override
        public String act() {
            return "merge";
        }

        @Override
        public String label() {
            return Messages.text("golden-merge");
        }

        @Override
        public UUID other() {
            return with;
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> left) {
            return new Merge(Objects.requireNonNullElse(other, with));
        }

        @Override
        public String question(Titles titles) {
            return Messages.text("golden-merge-with", titles.golden(), titles.other());
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Merge(seen.golden(), seen.version(), with, seen.version(with), reason, actor);
        }

        @Override
        public List<Field> fields() {
            return List.of(new Field("with", with.toString()));
        }
    }

    /** Is about some of the records. */
    sealed interface OfSome extends Intent {
        @Override
        List<RecordKey> records();

        @Override
        default boolean empty() {
            return records().isEmpty();
        }

        default List<RecordKey> kept(List<RecordKey> left) {
            return records().stream().filter(Set.copyOf(left)::contains).toList();
        }
    }

    record Split(List<RecordKey> records) implements OfSome {
        public Split {
            records = List.copyOf(records);
        }

        @Override
        public String act() {
            return "split";
        }

        @Override
        public String label() {
            return Messages.text("golden-split");
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> left) {
            return new Split(kept(left));
        }

        @Override
        public String question(Titles titles) {
            return Messages.text(
                    "golden-split-records-off", records.size(), Words.number(records.size()), titles.golden());
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Split(seen.golden(), seen.version(), records, reason, actor);
        }
    }

    record Move(List<RecordKey> records, UUID to) implements OfSome {
        public Move {
            records = List.copyOf(records);
        }

        @Override
        public String act() {
            return "move";
        }

        @Override
        public String label() {
            return Messages.text("golden-move");
        }

        @Override
        public UUID other() {
            return to;
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> left) {
            return new Move(kept(left), Objects.requireNonNullElse(other, to));
        }

        @Override
        public String question(Titles titles) {
            return Messages.text(
                    "golden-move-records",
                    records.size(),
                    Words.number(records.size()),
                    titles.golden(),
                    titles.other());
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Transfer(seen.golden(), seen.version(), records, to, seen.version(to), reason, actor);
        }

        @Override
        public List<Field> fields() {
            return Stream.concat(OfSome.super.fields().stream(), Stream.of(new Field("to", to.toString())))
                    .toList();
        }
    }

    /** Of a record that a steward entered. */
    record Remove(RecordKey record) implements Intent {
        @Override
        public String act() {
            return "remove";
        }

        @Override
        public String label() {
            return Messages.text("golden-delete");
        }

        @Override
        public List<RecordKey> records() {
            return List.of(record);
        }

        @Override
        public String question(Titles titles) {
            return Messages.text("golden-delete-the-record", record.key());
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Remove(seen.golden(), seen.version(), record, reason, actor);
        }
    }

    /** Of a golden record that ended. */
    record Restore() implements Intent {
        @Override
        public String act() {
            return "restore";
        }

        @Override
        public String label() {
            return Messages.text("golden-restore");
        }

        @Override
        public String question(Titles titles) {
            return Messages.text("golden-restore-it", titles.golden());
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Restore(seen.golden(), reason, actor);
        }
    }

    record Undo(UUID decision) implements Intent {
        @Override
        public String act() {
            return "undo";
        }

        @Override
        public String path() {
            return act() + "/" + decision;
        }

        @Override
        public String label() {
            return Messages.text("common-undo");
        }

        @Override
        public String question(Titles titles) {
            return Messages.text("golden-undo-this-decision");
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Undo(decision, reason, actor);
        }
    }

    /**
     * Releases a value that was pinned.
     *
     * @param named label of the attribute
     */
    record Unpin(String attribute, String named) implements Intent {
        @Override
        public String act() {
            return "unpin";
        }

        @Override
        public String label() {
            return Messages.text("golden-release");
        }

        @Override
        public boolean reasoned() {
            return false;
        }

        @Override
        public String question(Titles titles) {
            return Messages.text("golden-release-the-pin", named, titles.golden());
        }

        @Override
        public Command.OfSteward command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Unpin(seen.golden(), seen.version(), attribute, actor);
        }

        @Override
        public List<Field> fields() {
            return List.of(new Field("attribute", attribute));
        }
    }
}
