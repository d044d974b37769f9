package io.karat.ui;

import io.karat.ledger.RecordView;
import io.karat.match.Explanation;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.standardise.Standardiser;
import io.karat.ui.Desk.Line;
import io.karat.ui.Desk.Member;
import io.karat.ui.Desk.Value;
import io.karat.ui.Difference.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two groups of records beside each other, attribute by attribute. */
final class Sides {

    /** From here on, what two texts have in common says more than what they have not. */
    private static final double ALIKE = 0.6;

    private static final double AGREES_PARTLY = 0.3;

    private final EntityType type;
    private final Standardiser standardiser;
    private final SourceNames sources;

    Sides(EntityType type, SourceNames sources) {
        this.type = type;
        this.standardiser = new Standardiser(type);
        this.sources = sources;
    }

    /**
     * @param explanation of the pair that speaks most for the two groups: its levels know of nicknames and swapped parts
     * @param result by attribute name
     */
    List<Line> lines(
            List<RecordView> left, List<RecordView> right, Explanation explanation, Map<String, List<Value>> result) {
        Map<String, List<Held>> ofLeft = held(left);
        Map<String, List<Held>> ofRight = held(right);
        List<Line> lines = new ArrayList<>();
        for (Attribute attribute : type.attributes()) {
            List<Held> a = ofLeft.getOrDefault(attribute.name(), List.of());
            List<Held> b = ofRight.getOrDefault(attribute.name(), List.of());
            List<Value> forged = result.getOrDefault(attribute.name(), List.of());
            if (!a.isEmpty() || !b.isEmpty() || !forged.isEmpty()) {
                lines.add(
                        line(attribute, a, b, agreement(explanation, attribute)).with(forged));
            }
        }
        return lines;
    }

    /** A value, the records that hold it, and how it is read. */
    private record Held(String raw, String standard, List<Member> members) {}

    private record Compared(String label, Likeness state, List<Value> left, List<Value> right) {
        Line with(List<Value> result) {
            return new Line(label, state, left, right, result);
        }
    }

    private Map<String, List<Held>> held(List<RecordView> records) {
        Map<String, Map<String, Held>> byAttribute = new LinkedHashMap<>();
        for (RecordView record : records) {
            Member member = sources.member(record.key());
            Map<String, List<String>> comparable =
                    standardiser.standardise(record.data()).comparable();
            record.data().values().forEach((attribute, values) -> {
                Map<String, Held> known = byAttribute.computeIfAbsent(attribute, a -> new LinkedHashMap<>());
                List<String> standard = comparable.getOrDefault(attribute, List.of());
                for (int i = 0; i < values.size(); i++) {
                    String read = i < standard.size() ? standard.get(i) : "";
                    known.computeIfAbsent(values.get(i), raw -> new Held(raw, read, new ArrayList<>()))
                            .members()
                            .add(member);
                }
            });
        }
        return byAttribute.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> e.getValue().values().stream()
                                .sorted(Comparator.comparingInt(
                                        h -> -h.members().size()))
                                .toList()));
    }

    private static double agreement(Explanation explanation, Attribute attribute) {
        return explanation.comparisons().stream()
                .filter(c -> c.attribute().equals(attribute.name()))
                .mapToDouble(Explanation.Comparison::agreement)
                .findFirst()
                .orElse(-1);
    }

    private static Compared line(Attribute attribute, List<Held> a, List<Held> b, double agreement) {
        String label = attribute.label();
        if (a.isEmpty() || b.isEmpty()) {
            Likeness state = a.isEmpty() && b.isEmpty() ? Likeness.EMPTY : Likeness.ABSENT;
            return new Compared(label, state, plain(a), plain(b));
        }
        if (shares(a, b, Held::raw)) {
            return new Compared(label, Likeness.EQUAL, plain(a), plain(b));
        }
        if (shares(a, b, Held::standard)) {
            return new Compared(label, Likeness.STANDARD, standard(a), standard(b));
        }
        Pair closest = closest(a, b);
        boolean partly = agreement >= AGREES_PARTLY && agreement < 1;
        if (partly || closest.difference().likeness() >= ALIKE) {
            return new Compared(
                    label,
                    Likeness.SIMILAR,
                    marked(a, closest.left(), closest.difference().left()),
                    marked(b, closest.right(), closest.difference().right()));
        }
        return new Compared(label, Likeness.DIFFERENT, plain(a), plain(b));
    }

    private static boolean shares(List<Held> a, List<Held> b, Function<Held, String> form) {
        Set<String> forms = a.stream().map(form).filter(f -> !f.isEmpty()).collect(Collectors.toSet());
        return b.stream().map(form).anyMatch(forms::contains);
    }

    private record Pair(Held left, Held right, Difference difference) {}

    private static Pair closest(List<Held> a, List<Held> b) {
        Pair best = null;
        for (Held left : a) {
            for (Held right : b) {
                Difference difference = Difference.between(left.raw(), right.raw());
                if (best == null || difference.likeness() > best.difference().likeness()) {
                    best = new Pair(left, right, difference);
                }
            }
        }
        return Objects.requireNonNull(best, "both sides have a value");
    }

    private static List<Value> plain(List<Held> held) {
        return held.stream()
                .map(h -> new Value(Difference.plain(h.raw()), "", h.members()))
                .toList();
    }

    private static List<Value> standard(List<Held> held) {
        return held.stream()
                .map(h -> new Value(
                        Difference.plain(h.raw()),
                        h.standard().equalsIgnoreCase(h.raw()) ? "" : h.standard(),
                        h.members()))
                .toList();
    }

    /** The value that was compared stands first. */
    private static List<Value> marked(List<Held> held, Held compared, List<Piece> pieces) {
        List<Value> values = new ArrayList<>();
        values.add(new Value(pieces, "", compared.members()));
        held.stream().filter(h -> !h.equals(compared)).forEach(h -> values.addAll(plain(List.of(h))));
        return values;
    }
}
