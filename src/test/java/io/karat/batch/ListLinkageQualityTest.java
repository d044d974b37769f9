package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import io.karat.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What linking two clean lists reaches on data with a known truth. */
@Tag("quality")
class ListLinkageQualityTest {

    @Test
    void publicationsOfTwoLibraries() {
        assertThat(f1("dblp_acm")).isGreaterThanOrEqualTo(0.988);
    }

    @Test
    void productsOfTwoShops() {
        assertThat(f1("abt_buy")).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void peopleOfTwoRegisters() {
        assertThat(f1("febrl4")).isGreaterThanOrEqualTo(0.999);
    }

    private static double f1(String set) {
        List<Map<String, String>> rows = SharedData.records(set);
        EntityType type = model(set);
        Standardiser standardiser = new Standardiser(type);
        long start = System.nanoTime();
        List<Features> records = rows.stream()
                .map(row -> standardiser.standardise(RecordData.of(row)).features())
                .toList();
        long standardised = System.nanoTime();
        int[] source =
                rows.stream().mapToInt(row -> row.get("source").hashCode()).toArray();
        Plan result = Engine.LISTS.partition(
                new Engine.Task(type, records, source, Constraints.NONE, () -> {
                    throw new AssertionError("lists are linked without parameters");
                }),
                Cut.at(0.5, 0.3));
        long end = System.nanoTime();
        double f1 = Scoring.f1(rows, result, SharedData.truth(set, ""), set);
        System.out.printf(
                Locale.ROOT,
                "%s: standardising %.1f s, linking %.1f s%n",
                set,
                (standardised - start) / 1e9,
                (end - standardised) / 1e9);
        return f1;
    }

    private static EntityType model(String set) {
        if (ModelFiles.load(Path.of("src/test/resources/datasets")) instanceof ModelFiles.Loaded loaded) {
            return loaded.models().stream()
                    .filter(m -> m.name().equals(set))
                    .findFirst()
                    .orElseThrow();
        }
        throw new AssertionError("the models of the data sets are faulty");
    }

    private static final class Scoring {

        static double f1(List<Map<String, String>> rows, Plan result, Set<Set<String>> truth, String set) {
            Map<String, Integer> clusterOf = new HashMap<>();
            int t = 0;
            long pairs = 0;
            for (Set<String> cluster : truth) {
                for (String record : cluster) {
                    clusterOf.put(record, t);
                }
                pairs += (long) cluster.size() * (cluster.size() - 1) / 2;
                t++;
            }
            Map<Integer, List<Integer>> found = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                found.computeIfAbsent(result.cluster()[i], c -> new ArrayList<>())
                        .add(clusterOf.get(rows.get(i).get("id")));
            }
            long right = 0;
            long claimed = 0;
            for (List<Integer> cluster : found.values()) {
                for (int i = 0; i < cluster.size(); i++) {
                    for (int j = i + 1; j < cluster.size(); j++) {
                        claimed++;
                        right += cluster.get(i).equals(cluster.get(j)) ? 1 : 0;
                    }
                }
            }
            double f1 = 2.0 * right / (claimed + pairs);
            System.out.printf(
                    Locale.ROOT,
                    "%s: F1 %.4f, precision %.4f, recall %.4f%n",
                    set,
                    f1,
                    (double) right / claimed,
                    (double) right / pairs);
            return f1;
        }
    }
}
