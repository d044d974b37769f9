package io.karat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleSourcesTest {

    private static final long SEED = 7;

    private final List<SampleRecord> records = SampleSources.generate(SEED);

    @Test
    void givesTheSameRecordsForTheSameSeed() {
        assertThat(SampleSources.generate(SEED)).isEqualTo(records);
        assertThat(SampleSources.generate(SEED + 1)).isNotEqualTo(records);
    }

    @Test
    void isAboutThreeThousandRecordsOfThreeSourcesAndTwoEntityTypes() {
        assertThat(records).hasSizeBetween(2_700, 3_300);
        assertThat(records.stream().map(SampleRecord::source).distinct())
                .containsExactlyInAnyOrderElementsOf(SampleSources.NAMES);
        assertThat(records.stream().map(SampleRecord::entity).distinct())
                .containsExactlyInAnyOrder("person", "organisation");
    }

    @Test
    void givesEachRecordAKeyOfItsOwn() {
        Set<String> keys = records.stream()
                .map(record -> record.entity() + "/" + record.source() + "/" + record.key())
                .collect(Collectors.toSet());

        assertThat(keys).hasSameSizeAs(records);
    }

    @Test
    void plantsDuplicatesWithinAndAcrossSources() {
        Map<String, List<SampleRecord>> people = records.stream()
                .filter(record -> record.entity().equals("person"))
                .collect(Collectors.groupingBy(record -> Integer.toString(record.truth())));

        assertThat(people.values().stream().filter(group -> sources(group) > 1)).hasSizeGreaterThan(400);
        assertThat(people.values().stream().filter(group -> group.size() > sources(group)))
                .hasSizeGreaterThan(40);
    }

    @Test
    void plantsPlaceholdersAndConflicts() {
        assertThat(records.stream().filter(record -> record.data().containsValue("test@test.com")))
                .hasSizeGreaterThan(5);
        assertThat(records.stream().filter(record -> record.data().containsValue("01/01/1900")))
                .hasSizeGreaterThan(5);
        assertThat(records.stream().flatMap(record -> record.data().values().stream()))
                .noneMatch(String::isBlank);
    }

    @Test
    void thePeopleOfTheGuideComeLastWhateverTheSeed() {
        List<SampleRecord> guide = SampleSources.ofTheGuide();

        assertThat(records).endsWith(guide.toArray(SampleRecord[]::new));
        assertThat(SampleSources.generate(SEED + 1)).endsWith(guide.toArray(SampleRecord[]::new));
        assertThat(guide.stream().map(SampleRecord::truth).distinct()).hasSize(1);
        assertThat(records.stream()
                        .filter(record -> record.entity().equals("person")
                                && record.truth() == guide.getFirst().truth()))
                .hasSameSizeAs(guide);
    }

    private static long sources(List<SampleRecord> group) {
        return group.stream().map(SampleRecord::source).distinct().count();
    }
}
