package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.golden.Conflict;
import io.karat.golden.GoldenValues;
import io.karat.golden.Pin;
import io.karat.ledger.Outcome;
import io.karat.ledger.Preview;
import io.karat.ledger.Preview.Fate;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes with the records of a golden record, and what ends. */
final class FollowersTest {

    private static final UUID STAYS = UUID.fromString("01900000-0000-7000-8000-00000000aaaa");
    private static final UUID ENDS = UUID.fromString("01900000-0000-7000-8000-00000000bbbb");

    private final EntityType person = person();

    @Test
    void whatWasPinnedOrAnsweredGoesWithItsRecordsOrEnds() {
        Preview preview = preview(
                result(STAYS, Fate.CHANGED, values("city", "Leeds", "most-recent"), values("city", "Bath", Pin.RULE)),
                result(ENDS, Fate.RETIRED, values("city", "Bath", Pin.RULE, "country", "GB", Conflict.CHOSEN), null));

        assertThat(Followers.of(person, preview))
                .containsExactlyInAnyOrder(
                        "The pinned value of City goes to \u2026" + Words.shortId(STAYS) + ".",
                        "The answer on Country no longer holds: it was about other sources.");
    }

    @Test
    void whatStaysWhereItIsIsNotSpokenOf() {
        GoldenValues pinned = values("city", "Bath", Pin.RULE);

        assertThat(Followers.of(person, preview(result(STAYS, Fate.CHANGED, pinned, pinned))))
                .isEmpty();
    }

    @Test
    void aSplitNamesTheNewGoldenRecord() {
        Preview preview = preview(
                result(STAYS, Fate.CHANGED, values("city", "Bath", Conflict.CHOSEN), values("city", "York", "oldest")),
                result(null, Fate.CREATED, null, values("city", "Bath", Conflict.CHOSEN)));

        assertThat(Followers.of(person, preview)).containsExactly("The answer on City goes to the new golden record.");
    }

    private static Preview preview(Preview.Result... results) {
        return new Preview(new Outcome.Done(null, List.of()), false, List.of(results), 0, 0, List.of());
    }

    private static Preview.Result result(
            @Nullable UUID id, Fate fate, @Nullable GoldenValues before, @Nullable GoldenValues after) {
        return new Preview.Result(id, fate, null, 2, "Ann", List.of(), before, after);
    }

    private static GoldenValues values(String... triples) {
        Map<String, GoldenValues.Value> values = new TreeMap<>();
        for (int i = 0; i < triples.length; i += 3) {
            values.put(triples[i], new GoldenValues.Value(List.of(triples[i + 1]), 1, triples[i + 2]));
        }
        return new GoldenValues(values);
    }

    private static EntityType person() {
        return ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(m -> m.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
    }
}
