package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.RecordView;
import io.karat.match.Explanation;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.ui.Sides.Cell;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SidesTest {

    private static final Explanation NOTHING = new Explanation(0, List.of(), 0, 0.5, List.of(), "");

    private final EntityType person = person();

    @Test
    void holdsEveryRecordAgainstTheFirst() {
        Sides sides = new Sides(person, new SourceNames(Map.of()));

        List<Sides.Row> rows = sides.rows(
                Stream.of(
                                Map.of("given_name", "John", "city", "Leeds", "phone", "+442079460958"),
                                Map.of("given_name", "JOHN", "city", "Leeds", "phone", "020 7946 0958"),
                                Map.of("given_name", "Johm", "city", "Porto"))
                        .map(data -> List.of(record(data)))
                        .toList(),
                List.of(NOTHING, NOTHING),
                Map.of());

        assertThat(states(rows, "Given name")).containsExactly(Likeness.EMPTY, Likeness.STANDARD, Likeness.SIMILAR);
        assertThat(states(rows, "City")).containsExactly(Likeness.EMPTY, Likeness.EQUAL, Likeness.DIFFERENT);
        assertThat(states(rows, "Phone").getLast()).isEqualTo(Likeness.ABSENT);
        assertThat(row(rows, "Given name").cells().getLast().values().getFirst().pieces())
                .extracting(Difference.Piece::marked)
                .contains(true);
    }

    @Test
    void tellsHowTheHubReadsAValue() {
        Sides sides = new Sides(person, new SourceNames(Map.of()));

        List<Sides.Row> rows = sides.rows(
                List.of(List.of(record(Map.of("email", "test@test.com"))), List.of(record(Map.of("city", "LEEDS ")))),
                List.of(NOTHING),
                Map.of());

        assertThat(row(rows, "E-mail").cells().getFirst().values().getFirst().standard())
                .isEqualTo("no evidence");
    }

    @Test
    void namesTheLettersOfALookAlike() {
        Sides sides = new Sides(person, new SourceNames(Map.of()));

        List<Sides.Row> rows = sides.rows(
                List.of(List.of(record(Map.of("city", "Paul"))), List.of(record(Map.of("city", "\u0420\u0430ul")))),
                List.of(NOTHING),
                Map.of());

        assertThat(row(rows, "City").cells().getLast().values().getFirst().notes())
                .anySatisfy(note -> assertThat(note).contains("cyrillic"));
    }

    private static EntityType person() {
        return ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(m -> m.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Likeness> states(List<Sides.Row> rows, String label) {
        return row(rows, label).cells().stream().map(Cell::state).toList();
    }

    private static Sides.Row row(List<Sides.Row> rows, String label) {
        return rows.stream()
                .filter(r -> r.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow();
    }

    private int next;

    private RecordView record(Map<String, String> data) {
        int ordinal = next++;
        return new RecordView(
                ordinal,
                new RecordKey("crm", "k" + ordinal),
                RecordView.State.LIVE,
                1,
                null,
                Instant.EPOCH,
                RecordData.of(data),
                List.of(),
                null,
                Marks.NONE);
    }
}
