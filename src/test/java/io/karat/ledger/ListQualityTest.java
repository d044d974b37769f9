package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two clean lists through the ledger: landed and planned, record by record, and reconciled. Prints the figures. */
@Tag("nightly")
class ListQualityTest {

    private static Map<String, List<Command.Upsert>> lists(String set, EntityType type) {
        Map<String, List<Command.Upsert>> lists = new HashMap<>();
        for (Map<String, String> row : SharedData.records(set)) {
            Map<String, String> data = new HashMap<>();
            type.attributes().forEach(a -> data.put(a.name(), row.getOrDefault(a.name(), "")));
            String source = row.get("source");
            lists.computeIfAbsent(source, s -> new ArrayList<>()).add(Lab.upsert(source, row.get("id"), data));
        }
        return lists;
    }

    /** Without the sources, as the truth has them. */
    private static Set<Set<String>> partition(Lab lab) {
        return lab.partition().stream()
                .map(cluster -> (Set<String>) cluster.stream()
                        .map(name -> name.substring(name.indexOf('/') + 1))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .collect(Collectors.toSet());
    }

    private static void print(String set, String how, Lab lab, Set<Set<String>> truth) {
        Set<Set<String>> found = partition(lab);
        long common = Loads.common(found, truth);
        System.out.printf(
                Locale.ROOT,
                "%s %s: F1 %.4f, precision %.4f, recall %.4f, %d open questions%n",
                set,
                how,
                Loads.f1(found, truth),
                (double) common / Loads.pairs(found),
                (double) common / Loads.pairs(truth),
                lab.questions().size());
    }

    @ParameterizedTest
    @CsvSource({"dblp_acm, 0.98", "abt_buy, 0.88"})
    void twoListsAreLinkedAsAFileIs(String set, double must) throws InterruptedException {
        Set<Set<String>> truth = SharedData.truth(set, "");
        EntityType type = Lab.type(Path.of("src/test/resources/datasets"), set);
        Map<String, List<Command.Upsert>> lists = lists(set, type);
        Set<Set<String>> planned;
        try (Lab lab = Lab.fresh(type)) {
            lists.forEach(lab::load);
            lab.restart();
            print(set, "landed and planned", lab, truth);
            planned = partition(lab);
            assertThat(lab.violations()).isEmpty();
            assertThat(Loads.f1(planned, truth)).isGreaterThan(must);
        }
        List<Command.Upsert> all = new ArrayList<>();
        lists.values().forEach(all::addAll);
        Set<Set<String>> first = Set.of();
        for (int order = 0; order < 2; order++) {
            Collections.shuffle(all, new Random(order));
            try (Lab lab = Lab.fresh(type)) {
                Loads.load(lab, all, 200 + order * 57);
                print(set, "record by record", lab, truth);
                Set<Set<String>> found = partition(lab);
                System.out.printf(
                        Locale.ROOT, "%s record by record against planned: F1 %.4f%n", set, Loads.f1(found, planned));
                assertThat(lab.violations()).isEmpty();
                if (order == 0) {
                    first = found;
                } else {
                    System.out.printf(
                            Locale.ROOT, "%s one order against another: F1 %.5f%n", set, Loads.f1(found, first));
                }
                lab.planning().reconcile(Commission.by("test"));
                print(set, "reconciled", lab, truth);
                assertThat(Loads.f1(partition(lab), planned)).isEqualTo(1);
            }
        }
    }
}
