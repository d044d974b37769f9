package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.ConflictView;
import io.karat.ledger.RecordView;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.ui.Difference.Piece;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DisputeTest {

    @Test
    void theDigitsInWhichAlikeValuesDifferAreMarked() {
        assertThat(shown("684505352", "684503552")).containsExactly("68450[53]52", "68450[35]52");
    }

    @Test
    void eachIsHeldAgainstTheOneThatStands() {
        assertThat(shown("510832486", "510732486", "510932486"))
                .containsExactly("510[8]32486", "510[7]32486", "510[9]32486");
    }

    @Test
    void aDigitTooManyIsMarked() {
        assertThat(shown("51083248", "510832748")).containsExactly("51083248", "510832[7]48");
    }

    @Test
    void ofValuesThatHaveLittleInCommonNothingIsMarked() {
        assertThat(shown("684505352", "DE7", "")).containsExactly("684505352", "DE7", "");
    }

    /** As the page shows the values of a tax id, the first of which stands. */
    private static List<String> shown(String... values) {
        List<ConflictView.Option> options = new ArrayList<>();
        for (String value : values) {
            RecordData data = RecordData.of(Map.of("tax_id", value));
            options.add(new ConflictView.Option(data, List.of(record(options.size(), data)), options.isEmpty()));
        }
        RecordData published = options.getFirst().values();
        ConflictView view = new ConflictView("tax_id", List.of("tax_id"), published, options);
        return Dispute.of(person(), view, new SourceNames(Map.of())).options().stream()
                .map(option -> option.values().getFirst().stream()
                        .map(DisputeTest::bracketed)
                        .collect(Collectors.joining()))
                .toList();
    }

    private static String bracketed(Piece piece) {
        return piece.marked() ? "[" + piece.text() + "]" : piece.text();
    }

    private static RecordView record(int ordinal, RecordData data) {
        return new RecordView(
                ordinal,
                new RecordKey("crm", "k" + ordinal),
                RecordView.State.LIVE,
                1,
                null,
                Instant.EPOCH,
                data,
                List.of(),
                null,
                Marks.NONE);
    }

    private static EntityType person() {
        return ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(model -> model.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
    }
}
