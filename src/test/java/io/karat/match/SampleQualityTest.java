package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the shipped models reach with the built-in parameters on the sample sources. */
@Tag("quality")
class SampleQualityTest {

    private static Quality.Figures measure(String entity) {
        ModelFiles.Loaded loaded = (ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules"));
        EntityType type = loaded.models().stream()
                .filter(model -> model.name().equals(entity))
                .findFirst()
                .orElseThrow();
        SortedMap<String, RecordData> data = new TreeMap<>();
        Map<String, String> truth = new HashMap<>();
        for (SampleRecord record : SampleSources.generate(1)) {
            if (record.entity().equals(entity)) {
                String key = record.source() + " " + record.key();
                data.put(key, RecordData.of(record.data()));
                truth.put(key, Integer.toString(record.truth()));
            }
        }
        return Quality.measure("sample " + entity, type, data, truth);
    }

    @Test
    void people() {
        Quality.Figures figures = measure("person");
        assertThat(figures.f1()).isGreaterThan(0.9);
        assertThat(figures.precision()).isGreaterThan(0.97);
    }

    @Test
    void organisations() {
        Quality.Figures figures = measure("organisation");
        assertThat(figures.f1()).isGreaterThan(0.9);
        assertThat(figures.precision()).isGreaterThan(0.98);
    }
}
