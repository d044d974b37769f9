package io.karat.ui;

import io.karat.golden.GoldenValues;
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
import java.util.Collection;
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
    static final double ALIKE = 0.6;

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

    /**
     * Several groups beside each other: all are held against the first.
     *
     * @param explanations of the pairs that speak most for the first group and each of the others, in their order
     * @param result by attribute name
     */
    List<Row> rows(List<List<RecordView>> groups, List<Explanation> explanations, Map<String, List<Value>> result) {
        List<Map<String, List<Held>>> held = groups.stream().map(this::held).toList();
        List<Row> rows = new ArrayList<>();
        for (Attribute attribute : type.attributes()) {
            List<List<Held>> values = held.stream()
                    .map(h -> h.getOrDefault(attribute.name(), List.<Held>of()))
                    .toList();
            List<Value> forged = result.getOrDefault(attribute.name(), List.of());
            if (!forged.isEmpty() || values.stream().anyMatch(v -> !v.isEmpty())) {
                rows.add(new Row(attribute.label(), cells(attribute, values, explanations), forged));
            }
        }
        return rows;
    }

    private static List<Cell> cells(Attribute attribute, List<List<Held>> values, List<Explanation> explanations) {
        List<Cell> cells = new ArrayList<>();
        List<Held> first = values.getFirst();
        cells.add(new Cell(Likeness.EMPTY, plain(first)));
        for (int i = 1; i < values.size(); i++) {
            Compared compared = line(attribute, first, values.get(i), agreement(explanations.get(i - 1), attribute));
            cells.add(new Cell(compared.state(), compared.right()));
        }
        return cells;
    }

    /** An attribute of several groups. */
    record Row(String label, List<Cell> cells, List<Value> result) {
        Row {
            cells = List.copyOf(cells);
            result = List.copyOf(result);
        }

        public boolean differs() {
            return cells.stream().map(Cell::state).anyMatch(Likeness::differs);
        }
    }

    /** What one group has, and how that stands to what the first group has. */
    record Cell(Likeness state, List<Value> values) {
        Cell {
            values = List.copyOf(values);
        }
    }

    /**
     * What the golden record would say, by attribute.
     *
     * @param records it would be made of
     */
    Map<String, List<Value>> result(GoldenValues values, List<RecordView> records) {
        Map<Integer, RecordView> byOrdinal =
                records.stream().collect(Collectors.toMap(RecordView::ordinal, Function.identity(), (a, b) -> a));
        Map<String, List<Value>> result = new LinkedHashMap<>();
        values.values().forEach((attribute, value) -> {
            RecordView winner = byOrdinal.get(value.winner());
            List<Member> from = winner == null ? List.of() : List.of(sources.member(winner.key()));
            List<Value> shown = new ArrayList<>();
            for (String text : value.values()) {
                List<Member> origin = shown.isEmpty() ? from : holders(attribute, text, byOrdinal.values());
                shown.add(new Value(Glyphs.shown(Difference.plain(text)), "", origin));
            }
            result.put(attribute, shown);
        });
        return result;
    }

    private List<Member> holders(String attribute, String text, Collection<RecordView> records) {
        return records.stream()
                .filter(r -> r.data().get(attribute).contains(text))
                .map(r -> sources.member(r.key()))
                .toList();
    }

    /** A value, the records that hold it, and how it is read; empty where it is no evidence. */
    private record Held(String raw, String standard, List<Member> members) {
        Value shown(List<Piece> pieces) {
            return new Value(Glyphs.shown(pieces), reading(), members);
        }

        private String reading() {
            if (standard.isEmpty()) {
                return Messages.text("desk-no-evidence");
            }
            return standard.equalsIgnoreCase(raw) ? "" : standard;
        }
    }

    private record Compared(String label, Likeness state, List<Value> left, List<Value> right) {
        Line with(List<Value> result) {
            return new Line(label, state, left, right, result);
        }
    }

    private Map<String, List<Held>> held(List<RecordView> records) {
        Map<String, Map<String, Held>> byAttribute = new LinkedHashMap<>();
        for (RecordView record : records) {
            Member member = sources.member(record.key());
            Map<String, List<String>> comparable = standardiser
                    .standardise(record.key().source(), record.data())
                    .comparable();
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
        Pair closest = closest(a, b);
        List<Value> left = marked(a, closest.left(), closest.leftPieces());
        List<Value> right = marked(b, closest.right(), closest.rightPieces());
        if (shares(a, b, Held::standard)) {
            return closest.lookAlike()
                    ? new Compared(label, Likeness.STANDARD, left, right)
                    : new Compared(label, Likeness.STANDARD, plain(a), plain(b));
        }
        boolean partly = agreement >= AGREES_PARTLY && agreement < 1;
        return partly || closest.lookAlike() || closest.difference().likeness() >= ALIKE
                ? new Compared(label, Likeness.SIMILAR, left, right)
                : new Compared(label, Likeness.DIFFERENT, plain(a), plain(b));
    }

    private static boolean shares(List<Held> a, List<Held> b, Function<Held, String> form) {
        Set<String> forms = a.stream().map(form).filter(f -> !f.isEmpty()).collect(Collectors.toSet());
        return b.stream().map(form).anyMatch(forms::contains);
    }

    private record Pair(Held left, Held right, Difference difference) {
        boolean lookAlike() {
            return Glyphs.lookAlike(left.raw(), right.raw());
        }

        List<Piece> leftPieces() {
            return lookAlike() ? Glyphs.named(difference.left()) : difference.left();
        }

        List<Piece> rightPieces() {
            return lookAlike() ? Glyphs.named(difference.right()) : difference.right();
        }
    }

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
        return held.stream().map(h -> h.shown(Difference.plain(h.raw()))).toList();
    }

    /** The value that was compared stands first. */
    private static List<Value> marked(List<Held> held, Held compared, List<Piece> pieces) {
        List<Value> values = new ArrayList<>();
        values.add(compared.shown(pieces));
        held.stream().filter(h -> !h.equals(compared)).forEach(h -> values.addAll(plain(List.of(h))));
        return values;
    }
}
