package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine that is chosen for a type makes of the sample sources, whose truth is known. */
class EngineQualityTest {

    private static EntityType type(String name) {
        return ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(type -> type.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void textsDecideWhereNothingElseTells() {
        assertThat(Engine.of(type("product"), false)).isEqualTo(Engine.TEXTS);
        assertThat(Engine.of(type("organisation"), false)).isEqualTo(Engine.PAIRS);
        assertThat(Engine.of(type("person"), false)).isEqualTo(Engine.PAIRS);
    }

    /** By address and telephone pairs have more right than names as texts: .942 against .940, cut at .5 .984 against .966. */
    @Test
    void organisationsAreJoinedWithoutAnError() {
        EntityType type = type("organisation");
        Standardiser standardiser = new Standardiser(type);
        List<SampleRecord> records = SampleSources.generate(42).stream()
                .filter(record -> record.entity().equals("organisation"))
                .toList();
        List<Features> features = records.stream()
                .map(record ->
                        standardiser.standardise(RecordData.of(record.data())).features())
                .toList();
        Records.Builder builder = Records.builder(type, DemotedValues.NONE, features.size());
        features.forEach(builder::add);
        KeyedRecords keyed = new KeyedRecords(
                builder.build(),
                i -> new RecordKey(records.get(i).source(), records.get(i).key()));

        int[] cluster = Engine.of(type, false)
                .partition(
                        new Engine.Task(
                                type,
                                features,
                                new int[features.size()],
                                Constraints.NONE,
                                () -> new Engine.Trained(keyed, Parameters.builtIn(type))),
                        Cut.at(0.95, 0.3))
                .cluster();

        int right = 0;
        int wrong = 0;
        int missed = 0;
        for (int a = 0; a < cluster.length; a++) {
            for (int b = 0; b < a; b++) {
                boolean same = records.get(a).truth() == records.get(b).truth();
                boolean joined = cluster[a] == cluster[b];
                right += same && joined ? 1 : 0;
                wrong += !same && joined ? 1 : 0;
                missed += same && !joined ? 1 : 0;
            }
        }
        assertThat(wrong).isZero();
        assertThat((double) right / (right + missed)).isGreaterThan(0.88);
    }
}
