package io.karat.ui;

import io.karat.ledger.GoldenView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed since somebody opened a page.
 *
 * @param lines of golden records: those that changed, and those that were wanted otherwise
 * @param records those that changed, came or went
 * @param still how many are as they were seen
 * @param more how many more changed, came or went
 * @param wanted heading of what the person wanted, or empty where that was no value
 */
record Moved(List<Line> lines, List<Source> records, int still, int more, String wanted) {

    static final Moved NOTHING = new Moved(List.of(), List.of(), 0, 0, "");

    Moved {
        lines = List.copyOf(lines);
        records = List.copyOf(records);
    }

    public boolean any() {
        return !lines.isEmpty() || !records.isEmpty() || more > 0;
    }

    public String moreText() {
        return more == 0 ? "" : Messages.count("changes-records-more", more);
    }

    public String stillText() {
        return still == 0 ? "" : Messages.count("changes-records-still", still);
    }

    /**
     * One attribute: as it was seen, as it was wanted, as it is now.
     *
     * @param of the golden record, where there are two
     * @param touched whether it was wanted otherwise; an empty one is to be released
     */
    record Line(String of, String label, String then, String proposed, boolean touched, String now) {
        public boolean changed() {
            return !then.equals(now);
        }
    }

    /**
     * What a source says of one record: as it was seen, as it is now.
     *
     * @param side title of what it belongs to, where there are two; else empty
     * @param lines all that it says or said
     */
    record Source(Desk.Member member, String side, Fate fate, List<Line> lines) {
        Source {
            lines = List.copyOf(lines);
        }
    }

    /** What became of a record. */
    enum Fate {
        CHANGED("changed"),
        CAME("came"),
        WENT("went"),
        /** It was deleted, and is live. */
        BACK("back"),
        DELETED("deleted");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        public String words() {
            return Messages.text("changes-record-" + word);
        }
    }

    /** @param wanted by attribute, as it was typed */
    static Moved of(EntityType type, GoldenView seen, Map<String, List<String>> wanted, GoldenView now) {
        return new Moved(
                between(type, "", seen, wanted, now).toList(), List.of(), 0, 0, Messages.text("common-you-typed"));
    }

    /**
     * Whether it is live.
     *
     * @param of its name, where there are two
     */
    static Stream<Line> between(String of, boolean seen, boolean now) {
        return seen == now
                ? Stream.empty()
                : Stream.of(new Line(of, Messages.text("common-state"), state(seen), "", false, state(now)));
    }

    private static String state(boolean live) {
        return Messages.text(live ? "golden-live" : "golden-retired");
    }

    /**
     * @param of its name, where there are two
     * @param wanted by attribute
     */
    static Stream<Line> between(
            EntityType type, String of, GoldenView seen, Map<String, List<String>> wanted, GoldenView now) {
        return type.attributes().stream()
                .map(attribute -> line(
                        of,
                        attribute,
                        EditTyped.values(seen, attribute),
                        wanted.get(attribute.name()),
                        EditTyped.values(now, attribute)))
                .filter(line -> line.changed() || line.touched());
    }

    /** Every attribute that one of them has. */
    static List<Line> between(EntityType type, RecordData seen, RecordData now) {
        return type.attributes().stream()
                .map(attribute -> line("", attribute, seen.get(attribute.name()), null, now.get(attribute.name())))
                .filter(line -> !line.then().isEmpty() || !line.now().isEmpty())
                .toList();
    }

    private static Line line(
            String of, Attribute attribute, List<String> seen, @Nullable List<String> wanted, List<String> now) {
        return new Line(
                of, attribute.label(), words(seen), wanted == null ? "" : words(wanted), wanted != null, words(now));
    }

    private static String words(List<String> values) {
        return String.join(", ", values);
    }
}
