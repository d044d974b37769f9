package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.batch.KeyedRecords;
import io.karat.batch.Records;
import io.karat.demo.PeopleGenerator;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import io.karat.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is learnt without labels, against the same counted over pairs whose truth is known. Training sees the candidates of
 * all keys at once: were it misled by what the keys ask of a pair, too many of its matches would be equal. Prints the figures.
 */
class LearntParametersTest {

    private static final int RANDOM_PAIRS = 4_000_000;

    /** Levels that fewer random pairs reach are not counted exactly enough. */
    private static final double MANY = 400;

    /** @param cluster the true one of each record */
    private record Known(EntityType type, List<Features> records, int[] cluster) {

        static Known of(EntityType type, List<Map<String, String>> rows, Map<String, String> truth) {
            Standardiser standardiser = new Standardiser(type);
            Map<String, Integer> numbers = new HashMap<>();
            List<Features> records = new ArrayList<>();
            int[] cluster = new int[rows.size()];
            for (Map<String, String> row : rows) {
                cluster[records.size()] = numbers.computeIfAbsent(truth.get(row.get("id")), c -> numbers.size());
                Map<String, String> data = new HashMap<>(row);
                data.keySet().removeIf(column -> type.attribute(column).isEmpty());
                records.add(standardiser.standardise(RecordData.of(data)).features());
            }
            return new Known(type, records, cluster);
        }

        Parameters learnt() {
            Records.Builder builder = Records.builder(type, DemotedValues.NONE, records.size());
            records.forEach(builder::add);
            return new KeyedRecords(builder.build(), i -> new RecordKey("file", Integer.toString(i))).train(1);
        }

        /** Levels of all true pairs. */
        Counts matches(Layout layout) {
            Map<Integer, List<Integer>> members = new HashMap<>();
            Counts counts = new Counts(layout);
            for (int record = 0; record < cluster.length; record++) {
                List<Integer> before = members.computeIfAbsent(cluster[record], c -> new ArrayList<>());
                for (int other : before) {
                    counts.add(records.get(other), records.get(record));
                }
                before.add(record);
            }
            return counts;
        }

        /** Levels of pairs by chance that are of two things. */
        Counts others(Layout layout) {
            SplittableRandom random = new SplittableRandom(3);
            Counts counts = new Counts(layout);
            for (int i = 0; i < RANDOM_PAIRS; i++) {
                int a = random.nextInt(cluster.length);
                int b = random.nextInt(cluster.length);
                if (cluster[a] != cluster[b]) {
                    counts.add(records.get(a), records.get(b));
                }
            }
            return counts;
        }
    }

    /** How many pairs reach each level. */
    private static final class Counts {
        private final Layout layout;
        private final Agreement agreement;
        private final double[][] levels;
        private int pairs;

        Counts(Layout layout) {
            this.layout = layout;
            this.agreement = new Agreement(layout.size());
            this.levels = IntStream.range(0, layout.size())
                    .mapToObj(j -> new double[layout.comparison(j).levels().size()])
                    .toArray(double[][]::new);
        }

        void add(Features a, Features b) {
            layout.compare(a::values, b::values, agreement);
            for (int j = 0; j < levels.length; j++) {
                if (agreement.levels[j] >= 0) {
                    levels[j][agreement.levels[j]]++;
                }
            }
            pairs++;
        }

        double share(int j, int level) {
            return levels[j][level]
                    / IntStream.range(0, levels[j].length)
                            .mapToDouble(l -> levels[j][l])
                            .sum();
        }
    }

    /** Over both match classes. */
    private static double m(Parameters learnt, int j, int level) {
        return learnt.classes().stream()
                        .filter(MatchClass::match)
                        .mapToDouble(c -> c.perRecord() * c.m()[j][level])
                        .sum()
                / learnt.matchesPerRecord();
    }

    private static EntityType type(Path models, String entity) {
        return ((ModelFiles.Loaded) ModelFiles.load(models))
                .models().stream()
                        .filter(type -> type.name().equals(entity))
                        .findFirst()
                        .orElseThrow();
    }

    private static Known generated(Path directory) throws IOException {
        PeopleGenerator.write(10_000, 17, directory);
        List<Map<String, String>> rows = new ArrayList<>();
        Map<String, String> truth = new HashMap<>();
        try (CsvReader<NamedCsvRecord> people = CsvReader.builder().ofNamedCsvRecord(directory.resolve("records.csv"));
                CsvReader<NamedCsvRecord> clusters =
                        CsvReader.builder().ofNamedCsvRecord(directory.resolve("truth.csv"))) {
            people.forEach(row -> rows.add(row.getFieldsAsMap()));
            clusters.forEach(row -> truth.put(row.getField("record"), row.getField("cluster")));
        }
        return Known.of(type(Path.of("matching-rules"), "person"), rows, truth);
    }

    private static Known shared(String set) {
        Map<String, String> truth = new HashMap<>();
        SharedData.truth(set, "")
                .forEach(cluster -> cluster.forEach(
                        record -> truth.put(record, cluster.iterator().next())));
        return Known.of(type(Path.of("src/test/resources/datasets"), set), SharedData.records(set), truth);
    }

    @Test
    void agreementsAreLearntAsTheyOccurInGeneratedPeople(@TempDir Path directory) throws IOException {
        Known people = generated(directory);
        Parameters learnt = people.learnt();
        Layout layout = Layout.of(people.type, learnt);
        Counts matches = people.matches(layout);
        Counts others = people.others(layout);
        print("generated", layout, learnt, matches, others);

        assertThat(learnt.matchesPerRecord() / (matches.pairs / 10_000.0)).isCloseTo(1, within(0.02));
        for (String name : List.of("given_name", "family_name", "birth_date")) {
            int j = comparison(layout, name);
            for (int level : levels(layout, j)) {
                assertThat(m(learnt, j, level))
                        .as("m of %s, %s", name, word(layout, j, level))
                        .isCloseTo(matches.share(j, level), within(0.01));
            }
            for (int level = 0; level < others.levels[j].length; level++) {
                if (others.levels[j][level] >= MANY) {
                    assertThat(learnt.u(j)[level] / others.share(j, level))
                            .as("u of %s, %s", name, word(layout, j, level))
                            .isCloseTo(1, within(0.2));
                }
            }
        }
    }

    /** Of the historical people many records are too poor to be told: what is learnt is of those that can be. */
    @Tag("quality")
    @ParameterizedTest
    @CsvSource({"febrl3, 0.01, 0.01", "historical_50k, 0.08, 0.25"})
    void agreementsAreLearntAsTheyOccurInKnownSets(String set, double near, double nearMatches) {
        Known known = shared(set);
        Parameters learnt = known.learnt();
        Layout layout = Layout.of(known.type, learnt);
        Counts matches = known.matches(layout);
        print(set, layout, learnt, matches, known.others(layout));

        assertThat(learnt.matchesPerRecord() / ((double) matches.pairs / known.records.size()))
                .isCloseTo(1, within(nearMatches));
        for (int j = 0; j < known.type.attributes().size(); j++) {
            int equal = matches.levels[j].length - 1;
            assertThat(m(learnt, j, equal))
                    .as("m of %s, equal", layout.name(j))
                    .isCloseTo(matches.share(j, equal), within(near));
        }
    }

    private static int comparison(Layout layout, String name) {
        return IntStream.range(0, layout.size())
                .filter(j -> layout.name(j).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int[] levels(Layout layout, int j) {
        return IntStream.range(0, layout.comparison(j).levels().size())
                .filter(level -> List.of("different", "one edit", "equal").contains(word(layout, j, level)))
                .toArray();
    }

    private static String word(Layout layout, int j, int level) {
        return layout.comparison(j).levels().get(level).word();
    }

    private static void print(String of, Layout layout, Parameters learnt, Counts matches, Counts others) {
        System.out.printf(
                Locale.ROOT,
                "%s: matches per record learnt %.4f, true %.4f%n",
                of,
                learnt.matchesPerRecord(),
                (double) matches.pairs / learnt.referenceSize());
        for (int j = 0; j < layout.size(); j++) {
            StringBuilder line = new StringBuilder();
            for (int level : levels(layout, j)) {
                line.append(String.format(
                        Locale.ROOT,
                        "  %s m %.3f (%.3f) u %.6f (%.6f)",
                        word(layout, j, level),
                        m(learnt, j, level),
                        matches.share(j, level),
                        learnt.u(j)[level],
                        others.share(j, level)));
            }
            System.out.println(of + " " + layout.name(j) + ", learnt (counted):" + line);
        }
    }
}
