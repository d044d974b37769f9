package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.RecordData;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextClustersTest {

    private static final EntityType PUBLICATION = type(AttributeType.TEXT, AttributeType.TEXT, AttributeType.YEAR);

    private record Listed(int publication, int copy, RecordData data) {}

    private static EntityType type(AttributeType... types) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            String name = "c" + i;
            attributes.add(new Attribute(name, name, types[i], false, false, false, false));
        }
        return new EntityType(
                "publication",
                "Publication",
                "Publications",
                "{c0}",
                attributes,
                Matching.defaults(),
                new Survivorship(new SurvivorshipRule.MostRecent(), Map.of(), List.of(), List.of()),
                List.of(),
                "test");
    }

    /** Every publication in one to {@code most} copies, in each of which a letter or a word is wrong. */
    private static List<Listed> list(int publications, int most, SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            words.add(letters(random, random.nextInt(4, 10)));
        }
        List<Listed> listed = new ArrayList<>();
        for (int publication = 0; publication < publications; publication++) {
            List<String> title = some(words, 7, random);
            List<String> authors = some(words, 3, random);
            int year = random.nextInt(1990, 2020);
            int copies = random.nextInt(1, most + 1);
            for (int copy = 0; copy < copies; copy++) {
                listed.add(new Listed(
                        publication,
                        copy,
                        RecordData.of(Map.of(
                                "c0", wrong(title, random),
                                "c1", wrong(authors, random),
                                "c2", Integer.toString(year)))));
            }
        }
        return listed;
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static List<String> some(List<String> words, int n, SplittableRandom random) {
        return random.ints(n, 0, words.size()).mapToObj(words::get).toList();
    }

    private static String wrong(List<String> words, SplittableRandom random) {
        List<String> written = new ArrayList<>(words);
        int at = random.nextInt(written.size());
        String word = written.get(at);
        written.set(at, random.nextInt(3) == 0 ? "" : word.substring(0, word.length() - 1) + "x");
        return String.join(" ", written);
    }

    private static int[] partition(EntityType type, List<Listed> listed) {
        Standardiser standardiser = new Standardiser(type);
        List<Features> records = listed.stream()
                .map(l -> standardiser.standardise(l.data).features())
                .toList();
        return Engine.of(type, false)
                .partition(
                        new Engine.Task(type, records, new int[records.size()], Constraints.NONE, () -> {
                            throw new AssertionError("texts are clustered without parameters");
                        }),
                        Cut.at(0.5, 0.5))
                .cluster();
    }

    private static Set<Set<Listed>> clusters(List<Listed> listed) {
        int[] cluster = partition(PUBLICATION, listed);
        Map<Integer, Set<Listed>> clusters = new HashMap<>();
        for (int i = 0; i < cluster.length; i++) {
            clusters.computeIfAbsent(cluster[i], c -> new HashSet<>()).add(listed.get(i));
        }
        return new HashSet<>(clusters.values());
    }

    private static double f1(List<Listed> listed) {
        int[] cluster = partition(PUBLICATION, listed);
        long both = 0;
        long claimed = 0;
        long there = 0;
        for (int i = 0; i < cluster.length; i++) {
            for (int j = i + 1; j < cluster.length; j++) {
                boolean same = listed.get(i).publication == listed.get(j).publication;
                claimed += cluster[i] == cluster[j] ? 1 : 0;
                there += same ? 1 : 0;
                both += same && cluster[i] == cluster[j] ? 1 : 0;
            }
        }
        return 2.0 * both / (claimed + there);
    }

    @Test
    void findsPublicationsThatAreListedTwice() {
        Seeds.each(3, random -> assertThat(f1(list(300, 2, random))).isGreaterThan(0.95));
    }

    @Test
    void findsPublicationsThatAreListedManyTimes() {
        Seeds.each(3, random -> assertThat(f1(list(120, 9, random))).isGreaterThan(0.9));
    }

    @Test
    void findsPublicationsThatAreListedMoreOftenThanARecordHasCandidates() {
        Seeds.each(2, random -> assertThat(f1(list(100, 40, random))).isGreaterThan(0.95));
    }

    @Test
    void theOrderOfTheRecordsChangesNothing() {
        Seeds.each(5, random -> {
            List<Listed> listed = list(100, 3, random);
            List<Listed> shuffled = new ArrayList<>(listed);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            assertThat(clusters(shuffled)).isEqualTo(clusters(listed));
        });
    }

    @Test
    void noRecordOneRecordAndEmptyRecordsStayAlone() {
        assertThat(partition(PUBLICATION, List.of())).isEmpty();
        assertThat(partition(PUBLICATION, list(1, 1, new SplittableRandom(1)))).containsExactly(0);
    }

    @Test
    void suitsThingsThatAreToldByTextsAloneAndNoPeople() {
        assertThat(TextClusters.suits(PUBLICATION)).isTrue();
        assertThat(TextClusters.suits(type(AttributeType.ORGANISATION_NAME, AttributeType.URL)))
                .isTrue();
        assertThat(TextClusters.suits(type(AttributeType.ORGANISATION_NAME, AttributeType.PHONE)))
                .isFalse();
        assertThat(TextClusters.suits(type(AttributeType.TEXT, AttributeType.FAMILY_NAME)))
                .isFalse();
        assertThat(TextClusters.suits(type(AttributeType.YEAR, AttributeType.CATEGORY)))
                .isFalse();
    }

    @Test
    void recordsThatContradictEachOtherInAnExclusiveAttributeStayApart() {
        EntityType product = new EntityType(
                "product",
                "Product",
                "Products",
                "{name}",
                List.of(
                        new Attribute("name", "name", AttributeType.TEXT, false, false, false, false),
                        new Attribute("code", "code", AttributeType.IDENTIFIER, false, false, true, false)),
                PUBLICATION.matching(),
                PUBLICATION.survivorship(),
                List.of(),
                "test");
        SplittableRandom random = new SplittableRandom(5);
        Standardiser standardiser = new Standardiser(product);
        List<Features> records = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = "thing " + random.nextInt(100_000) + " of kind " + random.nextInt(100_000);
            for (int copy = 0; copy < 2; copy++) {
                String code = i % 2 == 0 ? "4006381333931" : copy == 0 ? "4006381333931" : "9780201379624";
                records.add(standardiser
                        .standardise(RecordData.of(Map.of("name", name, "code", code)))
                        .features());
            }
        }

        int[] cluster = Engine.TEXTS
                .partition(
                        new Engine.Task(product, records, new int[records.size()], Constraints.NONE, () -> {
                            throw new AssertionError("texts are clustered without parameters");
                        }),
                        Cut.at(0.5, 0.5))
                .cluster();

        for (int i = 1; i < 60; i += 2) {
            assertThat(cluster[2 * i]).isNotEqualTo(cluster[2 * i + 1]);
        }
    }
}
