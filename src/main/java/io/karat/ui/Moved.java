package io.karat.ui;

import io.karat.ledger.GoldenView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed since somebody opened a page.
 *
 * @param lines those that changed, and those that they would have otherwise
 * @param typed whether they typed something
 */
record Moved(List<Line> lines, boolean typed) {

    static final Moved NOTHING = new Moved(List.of(), false);

    Moved {
        lines = List.copyOf(lines);
    }

    /**
     * One attribute: as it was seen, as it was typed, as it is now.
     *
     * @param of the golden record, where there are two
     * @param touched whether it was typed; an empty one is to be released
     */
    record Line(String of, String label, String then, String proposed, boolean touched, String now) {
        public boolean changed() {
            return !then.equals(now);
        }
    }

    static Moved of(EntityType type, GoldenView seen, EditTyped typed, GoldenView now) {
        SortedMap<String, List<String>> wanted = typed.changes(type, seen);
        List<Line> lines = type.attributes().stream()
                .map(attribute -> line("", attribute, seen, wanted.get(attribute.name()), now))
                .filter(line -> line.changed() || line.touched())
                .toList();
        return new Moved(lines, true);
    }

    /** @param of its name, where there are two */
    static Stream<Line> between(EntityType type, String of, GoldenView seen, GoldenView now) {
        return type.attributes().stream()
                .map(attribute -> line(of, attribute, seen, null, now))
                .filter(Line::changed);
    }

    private static Line line(
            String of, Attribute attribute, GoldenView seen, @Nullable List<String> wanted, GoldenView now) {
        return new Line(
                of,
                attribute.label(),
                words(EditTyped.values(seen, attribute)),
                wanted == null ? "" : words(wanted),
                wanted != null,
                words(EditTyped.values(now, attribute)));
    }

    private static String words(List<String> values) {
        return String.join(", ", values);
    }
}
