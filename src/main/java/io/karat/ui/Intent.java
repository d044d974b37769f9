package io.karat.ui;

import io.karat.ledger.Command;
import io.karat.model.RecordKey;
import io.karat.ui.PreviewSheet.Field;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a steward is about to do to the records of a golden record. */
sealed interface Intent {

    /** As it stands in addresses. */
    String act();

    /** The other golden record, or null where there is none. */
    @Nullable UUID other();

    /** The records it is about; none where all are. */
    List<RecordKey> records();

    /** The same, of another golden record, and of those of its records that are left. */
    Intent on(@Nullable UUID other, List<RecordKey> records);

    /** @param titleOfOther empty where there is none */
    String question(String title, String titleOfOther);

    String label();

    /** @throws BadRequestException where the form does not say which versions it was opened with */
    Command.OnRecords command(Seen seen, @Nullable String reason, String actor);

    /** Whether anything of it is left to do. */
    default boolean empty() {
        return false;
    }

    /** What a form carries along. */
    default List<Field> fields() {
        return records().stream()
                .map(key -> new Field("record", key.source() + "/" + key.key()))
                .toList();
    }

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
        public UUID other() {
            return with;
        }

        @Override
        public List<RecordKey> records() {
            return List.of();
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> records) {
            return other == null ? this : new Merge(other);
        }

        @Override
        public String question(String title, String titleOfOther) {
            return Messages.text("golden-merge-with", title, titleOfOther);
        }

        @Override
        public String label() {
            return Messages.text("golden-merge");
        }

        @Override
        public Command.OnRecords command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Merge(seen.golden(), seen.version(), with, seen.version(with), reason, actor);
        }

        @Override
        public List<Field> fields() {
            return List.of(new Field("with", with.toString()));
        }
    }

    record Split(List<RecordKey> records) implements Intent {
        public Split {
            records = List.copyOf(records);
        }

        @Override
        public String act() {
            return "split";
        }

        @Override
        public @Nullable UUID other() {
            return null;
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> left) {
            return new Split(kept(records, left));
        }

        @Override
        public boolean empty() {
            return records.isEmpty();
        }

        @Override
        public String question(String title, String titleOfOther) {
            return Messages.text("golden-split-records-off", records.size(), Words.number(records.size()), title);
        }

        @Override
        public String label() {
            return Messages.text("golden-split");
        }

        @Override
        public Command.OnRecords command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Split(seen.golden(), seen.version(), records, reason, actor);
        }
    }

    record Move(List<RecordKey> records, UUID to) implements Intent {
        public Move {
            records = List.copyOf(records);
        }

        @Override
        public String act() {
            return "move";
        }

        @Override
        public UUID other() {
            return to;
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> left) {
            return new Move(kept(records, left), other == null ? to : other);
        }

        @Override
        public boolean empty() {
            return records.isEmpty();
        }

        @Override
        public String question(String title, String titleOfOther) {
            return Messages.text(
                    "golden-move-records", records.size(), Words.number(records.size()), title, titleOfOther);
        }

        @Override
        public String label() {
            return Messages.text("golden-move");
        }

        @Override
        public Command.OnRecords command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Transfer(seen.golden(), seen.version(), records, to, seen.version(to), reason, actor);
        }

        @Override
        public List<Field> fields() {
            return Stream.concat(Intent.super.fields().stream(), Stream.of(new Field("to", to.toString())))
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
        public @Nullable UUID other() {
            return null;
        }

        @Override
        public List<RecordKey> records() {
            return List.of(record);
        }

        @Override
        public Intent on(@Nullable UUID other, List<RecordKey> records) {
            return this;
        }

        @Override
        public String question(String title, String titleOfOther) {
            return Messages.text("golden-delete-the-record", record.key());
        }

        @Override
        public String label() {
            return Messages.text("golden-delete");
        }

        @Override
        public Command.OnRecords command(Seen seen, @Nullable String reason, String actor) {
            return new Command.Remove(seen.golden(), seen.version(), record, reason, actor);
        }
    }

    private static List<RecordKey> kept(List<RecordKey> records, List<RecordKey> left) {
        return records.stream().filter(Set.copyOf(left)::contains).toList();
    }
}
