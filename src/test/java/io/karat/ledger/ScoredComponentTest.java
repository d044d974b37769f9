package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.index.FeatureFile;
import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredComponentTest {

    private static final double THRESHOLD = -2;
    private static final int RECORDS = 40;

    private final List<Command.OfSource> records = LargeClusterTest.records(2 * RECORDS);
    private final Standardiser standardiser = new Standardiser(Lab.PERSON);
    private final Scorer scorer = scorer();
    private FeatureFile features;
    private Population population;

    @BeforeEach
    void open(@TempDir Path directory) {
        features = FeatureFile.open(directory.resolve("features"));
        population = new Population(features);
        IntStream.range(0, RECORDS).forEach(ordinal -> hold(ordinal, ordinal));
    }

    @AfterEach
    void close() {
        features.close();
    }

    private static Scorer scorer() {
        return new Scorer(Lab.PERSON, Parameters.builtIn(Lab.PERSON), DemotedValues.NONE);
    }

    private void hold(int ordinal, int record) {
        Command.OfSource command = records.get(record);
        if (command instanceof Command.Upsert upsert) {
            population.putKey(ordinal, upsert.key());
            features.put(
                    ordinal, standardiser.standardise(upsert.data()).features().encode());
        }
    }

    @Test
    void whatGrewIsScoredAsIfItWereNew() {
        ScoredComponent before = component(scorer, 3, RECORDS - 2, null);
        hold(7, RECORDS + 1);
        features.remove(11);

        assertSame(component(scorer, 0, RECORDS, before), component(scorer(), 0, RECORDS, null));
    }

    @Test
    void otherParametersScoreEverythingAgain() {
        ScoredComponent before = component(scorer, 0, RECORDS, null);
        long email = DemotedValues.hash(attribute("email"), "jon.abernathy@example.org");
        Scorer without = new Scorer(Lab.PERSON, Parameters.builtIn(Lab.PERSON), new DemotedValues(Set.of(email)));

        assertSame(component(without, 0, RECORDS, before), component(without, 0, RECORDS, null));
    }

    private static int attribute(String name) {
        return IntStream.range(0, Lab.PERSON.attributes().size())
                .filter(number -> Lab.PERSON.attributes().get(number).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ScoredComponent component(Scorer with, int from, int to, @Nullable ScoredComponent before) {
        return new ScoredComponent(population, IntStream.range(from, to).toArray(), with, THRESHOLD, before);
    }

    private static void assertSame(ScoredComponent one, ScoredComponent other) {
        assertThat(one.size()).isEqualTo(other.size());
        for (int a = 1; a < one.size(); a++) {
            assertThat(one.ordinal(a)).isEqualTo(other.ordinal(a));
            for (int b = 0; b < a; b++) {
                assertThat(one.logOdds(a, b)).isEqualTo(other.logOdds(a, b));
                assertThat(one.evidence(a, b)).isEqualTo(other.evidence(a, b));
                assertThat(one.edge(a, b)).isEqualTo(other.edge(a, b));
                assertThat(one.exclusiveConflict(a, b)).isEqualTo(other.exclusiveConflict(a, b));
            }
        }
    }
}
