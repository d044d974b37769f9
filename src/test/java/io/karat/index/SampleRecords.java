package io.karat.index;

import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.List;

/** The sample sources as the shipped model sees them, with their slips, placeholders and swapped names. */
final class SampleRecords {

    private SampleRecords() {}

    static List<Features> people(long seed) {
        EntityType person = ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(type -> type.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
        Standardiser standardiser = new Standardiser(person);
        return SampleSources.generate(seed).stream()
                .filter(record -> record.entity().equals("person"))
                .map(SampleRecord::data)
                .map(data -> standardiser.standardise(RecordData.of(data)).features())
                .toList();
    }
}
