package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.match.CandidateIndex;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateSearchTest {

    private static final EntityType PERSON = ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
            .models().stream()
                    .filter(model -> model.name().equals("person"))
                    .findFirst()
                    .orElseThrow();

    private final Records.Builder records = Records.builder(PERSON, DemotedValues.NONE, 500);
    private final Standardiser standardiser = new Standardiser(PERSON);
    private int size;

    /** Fifty share a rare name and the city; one shares a common name and the city. */
    @Test
    void groupsThatFewShareComeBeforeRareAtomsThatManyShare() {
        for (int i = 0; i < 50; i++) {
            add("Given" + word(i), "Lindqvist", "Bramley");
        }
        for (int i = 50; i < 130; i++) {
            add("Torvald", "Name" + word(i), "Place" + word(i));
            add("Given" + word(i), "Name" + word(i + 1_000), "Bramley");
        }
        int one = add("Torvald", "Name" + word(400), "Bramley");
        int asking = add("Torvald", "Lindqvist", "Bramley");
        CandidateSearch search = new CandidateSearch(
                new Candidates(records.build().atoms(), CandidateIndex.DEFAULT_CAP, CandidateIndex.DEFAULT_BUDGET));
        int found = search.before(asking);
        assertThat(IntStream.range(0, found).map(search::found)).hasSize(51).startsWith(one);
    }

    private int add(String given, String family, String city) {
        records.add(standardiser
                .standardise(RecordData.of(Map.of("given_name", given, "family_name", family, "city", city)))
                .features());
        return size++;
    }

    /** A word of its own for each number, unlike in writing and in sound. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        SplittableRandom letters = new SplittableRandom(number);
        for (int i = 0; i < 9; i++) {
            word.append("bdfgklmnprstvz".charAt(letters.nextInt(14))).append("aeiou".charAt(letters.nextInt(5)));
        }
        return word.toString();
    }
}
