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
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ListLinkageTest {

    private static final List<String> MAKERS =
            List.of("sony", "bose", "canon", "panasonic", "garmin", "lg", "logitech");
    private static final List<String> KINDS =
            List.of("camera", "turntable", "speaker", "phone", "printer", "monitor", "keyboard", "receiver");
    private static final List<String> WORDS = List.of(
            "black", "silver", "wireless", "digital", "compact", "deluxe", "portable", "series", "system", "pro");

    private static final EntityType PRODUCT =
            type(Map.of("name", AttributeType.TEXT, "description", AttributeType.TEXT, "price", AttributeType.MONEY));

    private record Listed(int source, int product, RecordData data) {}

    private static EntityType type(Map<String, AttributeType> types) {
        List<Attribute> attributes = types.keySet().stream()
                .sorted()
                .map(name -> new Attribute(name, name, types.get(name), false, false, false, false))
                .toList();
        return new EntityType(
                "product",
                "Product",
                "Products",
                "{name}",
                attributes,
                new Matching(0.95, 0.3, true, "source"),
                new Survivorship(new SurvivorshipRule.MostRecent(), Map.of(), List.of(), List.of()),
                List.of(),
                "test");
    }

    /** Each source lists four of five products, in words of its own. */
    private static List<Listed> lists(int products, int sources, SplittableRandom random) {
        List<Listed> listed = new ArrayList<>();
        for (int product = 0; product < products; product++) {
            String maker = any(MAKERS, random);
            String kind = any(KINDS, random);
            String code = "" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + "-"
                    + random.nextInt(100, 1000) + (char) ('a' + random.nextInt(26));
            int price = random.nextInt(20, 900);
            for (int source = 0; source < sources; source++) {
                if (random.nextInt(5) == 0) {
                    continue;
                }
                String written = random.nextBoolean() ? code : code.replace("-", "");
                Map<String, String> values = new HashMap<>();
                values.put("name", maker + " " + any(WORDS, random) + " " + kind + " " + written);
                if (random.nextBoolean()) {
                    values.put("description", any(WORDS, random) + " " + kind + " by " + maker + " " + written);
                }
                if (random.nextBoolean()) {
                    values.put("price", Integer.toString(price + random.nextInt(3)));
                }
                listed.add(new Listed(source, product, RecordData.of(values)));
            }
        }
        return listed;
    }

    private static String any(List<String> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Plan link(EntityType type, List<Listed> listed) {
        return link(type, listed, Constraints.NONE, Cut.at(0.5, 0.3));
    }

    private static Plan link(EntityType type, List<Listed> listed, Constraints constraints, Cut cut) {
        Standardiser standardiser = new Standardiser(type);
        List<Features> records = listed.stream()
                .map(l -> standardiser.standardise(l.data).features())
                .toList();
        int[] source = listed.stream().mapToInt(Listed::source).toArray();
        return Engine.of(type, true)
                .partition(
                        new Engine.Task(type, records, source, constraints, () -> {
                            throw new AssertionError("lists are linked without parameters");
                        }),
                        cut);
    }

    private static Set<Set<Listed>> clusters(List<Listed> listed, Plan plan) {
        Map<Integer, Set<Listed>> clusters = new HashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            clusters.computeIfAbsent(plan.cluster()[i], c -> new HashSet<>()).add(listed.get(i));
        }
        return new HashSet<>(clusters.values());
    }

    @Test
    void findsTheProductsThatTwoShopsOffer() {
        Seeds.each(5, random -> {
            List<Listed> listed = lists(300, 2, random);
            Plan plan = link(PRODUCT, listed);
            List<Set<Listed>> joined = clusters(listed, plan).stream()
                    .filter(cluster -> cluster.size() == 2)
                    .toList();
            long right = joined.stream()
                    .filter(pair ->
                            pair.stream().map(Listed::product).distinct().count() == 1)
                    .count();
            long both = listed.size()
                    - listed.stream().map(Listed::product).distinct().count();
            assertThat((double) right / joined.size()).isGreaterThan(0.95);
            assertThat((double) right / both).isGreaterThan(0.95);
        });
    }

    @Test
    void theOrderOfTheRecordsAndTheNumbersOfTheSourcesChangeNothing() {
        Seeds.each(5, random -> {
            List<Listed> listed = lists(120, 3, random);
            List<Listed> shuffled = new ArrayList<>();
            listed.forEach(l -> shuffled.add(new Listed(7 - 3 * l.source, l.product, l.data)));
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            assertThat(products(clusters(shuffled, link(PRODUCT, shuffled))))
                    .isEqualTo(products(clusters(listed, link(PRODUCT, listed))));
        });
    }

    /** Clusters as contents, whatever the numbers of sources. */
    private static Set<Set<String>> products(Set<Set<Listed>> clusters) {
        Set<Set<String>> contents = new HashSet<>();
        for (Set<Listed> cluster : clusters) {
            Set<String> content = new TreeSet<>();
            cluster.forEach(l -> content.add(l.product + " " + l.data));
            contents.add(content);
        }
        return contents;
    }

    @Test
    void noClusterHoldsTwoRecordsOfOneSource() {
        Seeds.each(5, random -> {
            List<Listed> listed = lists(60, 4, random);
            // Every product twice in the same words.
            listed.addAll(List.copyOf(listed));
            Map<Integer, Set<Integer>> sources = new HashMap<>();
            int[] clusters = link(PRODUCT, listed).cluster();
            for (int i = 0; i < clusters.length; i++) {
                assertThat(sources.computeIfAbsent(clusters[i], c -> new HashSet<>())
                                .add(listed.get(i).source))
                        .isTrue();
            }
        });
    }

    @Test
    void whatALowerCutWouldJoinIsAskedOnceForEachPairOfClusters() {
        Seeds.each(3, random -> {
            List<Listed> listed = lists(200, 2, random);
            Plan sure = link(PRODUCT, listed, Constraints.NONE, Cut.at(0.95, 0.3));
            Plan bold = link(PRODUCT, listed, Constraints.NONE, Cut.at(0.3, 0.3));

            assertThat(sure.open()).hasSizeGreaterThanOrEqualTo(sure.clusters() - bold.clusters());
            assertThat(sure.open().stream().map(o -> o.left() + " " + o.right()))
                    .doesNotHaveDuplicates();
            assertThat(sure.open()).allSatisfy(open -> {
                assertThat(open.left()).isLessThan(open.right());
                assertThat(open.evidence()).isGreaterThanOrEqualTo(Cut.logit(0.3) - 1e-9);
            });
        });
    }

    @Test
    void whatStewardsDecidedGoesBeforeEverything() {
        Seeds.each(3, random -> {
            List<Listed> listed = lists(100, 2, random);
            Plan free = link(PRODUCT, listed);
            int[] pair = firstPair(free.cluster());
            int other = (pair[0] + 50) % listed.size();

            Plan held = link(
                    PRODUCT,
                    listed,
                    new Constraints(
                            List.of(new int[] {pair[0], other}),
                            List.of(new Constraints.Different(new int[] {pair[0]}, new int[] {pair[1]}))),
                    Cut.at(0.5, 0.3));

            assertThat(held.cluster()[other]).isEqualTo(held.cluster()[pair[0]]);
            assertThat(held.cluster()[pair[1]]).isNotEqualTo(held.cluster()[pair[0]]);
        });
    }

    private static int[] firstPair(int[] clusters) {
        for (int i = 0; i < clusters.length; i++) {
            for (int j = i + 1; j < clusters.length; j++) {
                if (clusters[i] == clusters[j]) {
                    return new int[] {i, j};
                }
            }
        }
        throw new AssertionError("nothing was joined");
    }

    @Test
    void recordsOfOneSourceStayAlone() {
        List<Listed> listed = lists(50, 1, new SplittableRandom(1));
        assertThat(link(PRODUCT, listed).cluster()).doesNotHaveDuplicates();
    }

    @Test
    void oneRecordAndNoRecordAreClustersOfTheirOwn() {
        List<Listed> listed = List.of(new Listed(3, 0, RecordData.of(Map.of("name", "sony camera"))));
        assertThat(link(PRODUCT, listed).cluster()).containsExactly(0);
        assertThat(link(PRODUCT, List.of()).cluster()).isEmpty();
    }

    @Test
    void emptyRecordsMatchNothing() {
        List<Listed> listed = new ArrayList<>(lists(80, 2, new SplittableRandom(2)));
        int from = listed.size();
        listed.add(new Listed(0, 1_000, RecordData.EMPTY));
        listed.add(new Listed(1, 1_001, RecordData.EMPTY));
        assertThat(clusters(listed, link(PRODUCT, listed)))
                .contains(Set.of(listed.get(from)), Set.of(listed.get(from + 1)));
    }

    @Test
    void anEmptyColumnDoesNoHarm() {
        EntityType wider = type(Map.of(
                "name", AttributeType.TEXT,
                "description", AttributeType.TEXT,
                "price", AttributeType.MONEY,
                "note", AttributeType.TEXT,
                "born", AttributeType.DATE));
        List<Listed> listed = lists(150, 2, new SplittableRandom(3));
        assertThat(clusters(listed, link(wider, listed))).isEqualTo(clusters(listed, link(PRODUCT, listed)));
    }

    @Test
    void recordsThatAreAllTheSameArePairedOff() {
        List<Listed> listed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            listed.add(new Listed(i % 2, 0, RecordData.of(Map.of("name", "sony turntable ps-lx350h", "price", "99"))));
        }
        int[] clusters = link(PRODUCT, listed).cluster();
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int cluster : clusters) {
            sizes.merge(cluster, 1, Integer::sum);
        }
        assertThat(sizes.values()).allMatch(size -> size <= 2);
    }

    @Test
    void anyTextsAreLinkedWithoutFailing() {
        Seeds.each(20, random -> {
            List<Listed> listed = new ArrayList<>();
            int size = random.nextInt(40);
            for (int i = 0; i < size; i++) {
                StringBuilder text = new StringBuilder();
                for (int k = random.nextInt(12); k > 0; k--) {
                    text.append(" a1-./,é".charAt(random.nextInt(8)));
                }
                listed.add(new Listed(random.nextInt(3), i, RecordData.of(Map.of("name", text.toString()))));
            }
            assertThat(link(PRODUCT, listed).cluster()).hasSize(size);
        });
    }
}
