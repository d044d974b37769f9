package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static final EntityType PERSON = People.PERSON;
    private static final int GIVEN = PERSON.indexOf("given_name");
    private static final int FAMILY = PERSON.indexOf("family_name");
    private static final int EMAIL = PERSON.indexOf("email");

    private static final Features[] FEATURES = features(List.of(
            Map.of("given_name", "James", "family_name", "Thomas", "email", "none@mail.example"),
            Map.of("given_name", "Thomas", "family_name", "James", "email", "james@mail.example"),
            Map.of("given_name", "Ada", "family_name", "James", "email", "none@mail.example"),
            Map.of("family_name", "Byron", "phone", "4415550101")));

    private static Features[] features(List<Map<String, String>> records) {
        Standardiser standardiser = new Standardiser(PERSON);
        return records.stream()
                .map(record -> standardiser.standardise(RecordData.of(record)).features())
                .toArray(Features[]::new);
    }

    private static Columns oneByOne(DemotedValues demoted) {
        Columns.Builder builder = Columns.builder(PERSON, demoted, 1);
        Arrays.stream(FEATURES).forEach(builder::add);
        return builder.build();
    }

    private static Columns together(DemotedValues demoted) {
        Columns.Builder builder = Columns.builder(PERSON, demoted, 1);
        builder.addAll(builder.portion(Arrays.copyOf(FEATURES, 2)));
        builder.addAll(builder.portion(Arrays.copyOfRange(FEATURES, 2, FEATURES.length)));
        return builder.build();
    }

    private static List<List<String>> values(Columns columns, int attribute) {
        return IntStream.range(0, columns.size())
                .mapToObj(record -> List.of(columns.values(record, attribute)))
                .toList();
    }

    /** Given and family names share a dictionary: a value is demoted as one of them, and stays as the other. */
    @Test
    void leavesOutWhatIsDemotedOfAnAttribute() {
        DemotedValues demoted = new DemotedValues(List.of(
                DemotedValues.hash(FAMILY, FEATURES[1].values(FAMILY)[0]),
                DemotedValues.hash(EMAIL, FEATURES[0].values(EMAIL)[0])));
        for (Columns columns : List.of(oneByOne(demoted), together(demoted))) {
            assertThat(values(columns, GIVEN))
                    .containsExactly(List.of("james"), List.of("thomas"), List.of("ada"), List.of());
            assertThat(values(columns, FAMILY))
                    .containsExactly(List.of("thomas"), List.of(), List.of(), List.of("byron"));
            assertThat(values(columns, EMAIL))
                    .containsExactly(List.of(), List.of(FEATURES[1].values(EMAIL)), List.of(), List.of());
        }
    }

    @Test
    void holdsTheSameHoweverRecordsCome() {
        Columns expected = oneByOne(DemotedValues.NONE);
        Columns found = together(DemotedValues.NONE);
        for (int attribute = 0; attribute < PERSON.attributes().size(); attribute++) {
            assertThat(values(found, attribute)).isEqualTo(values(expected, attribute));
        }
        assertThat(values(found, EMAIL)).doesNotContain(List.of("")).contains(List.of());
    }
}
