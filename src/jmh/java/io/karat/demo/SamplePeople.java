package io.karat.demo;

import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.List;

/** People of the sample sources, as the shipped model sees them. */
public final class SamplePeople {

    private static final long SEED = 7;

    private SamplePeople() {}

    public static EntityType type() {
        return ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(type -> type.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
    }

    public static List<RecordData> records() {
        return SampleSources.generate(SEED).stream()
                .filter(record -> record.entity().equals("person"))
                .map(record -> RecordData.of(record.data()))
                .toList();
    }

    public static List<Features> features() {
        Standardiser standardiser = new Standardiser(type());
        return records().stream()
                .map(data -> standardiser.standardise(data).features())
                .toList();
    }
}
