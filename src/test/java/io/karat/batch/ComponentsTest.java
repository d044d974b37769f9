package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.UnionFind;
import io.karat.match.CodedScorer;
import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Standardiser;
import io.karat.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connected components of random graphs, whose edges are keys that two records share, against a search breadth first. */
class ComponentsTest {

    private static final EntityType THING =
            ((ModelFiles.Loaded) ModelFiles.parse("thing.yaml", """
            entity: thing
            title: "{code}"
            attributes:
              code: {type: identifier, many: true}
            """)).models().getFirst();

    /** Whatever it scores. */
    private static final double ANY = -1e6;

    /** Neighbours of each node. */
    private static List<Set<Integer>> graph(SplittableRandom random, int size, int edges) {
        List<Set<Integer>> neighbours = IntStream.range(0, size)
                .<Set<Integer>>mapToObj(i -> new TreeSet<>())
                .toList();
        for (int i = 0; i < edges; i++) {
            int a = random.nextInt(size);
            int b = random.nextInt(size);
            if (a != b) {
                connect(neighbours, a, b);
            }
        }
        return neighbours;
    }

    private static void connect(List<Set<Integer>> neighbours, int a, int b) {
        neighbours.get(a).add(b);
        neighbours.get(b).add(a);
    }

    /** A record for each node, with a code of its own for each edge. */
    private static Records records(List<Set<Integer>> neighbours) {
        Standardiser standardiser = new Standardiser(THING);
        Records.Builder records = Records.builder(THING, DemotedValues.NONE, neighbours.size());
        for (int node = 0; node < neighbours.size(); node++) {
            int self = node;
            List<String> codes = neighbours.get(node).stream()
                    .map(other -> "E%05d%05d".formatted(Math.min(self, other), Math.max(self, other)))
                    .toList();
            records.add(standardiser
                    .standardise(new RecordData(new TreeMap<>(Map.of("code", codes))))
                    .features());
        }
        return records.build();
    }

    private static EdgeList edges(Records records, CodedScorer scorer) {
        return EdgeList.of(new Candidates(records.atoms(), 60, records.size()), records.size(), scorer, ANY);
    }

    private static CodedScorer scorer(Records records) {
        return CodedScorer.of(THING, Parameters.builtIn(THING), records.columns());
    }

    private static Set<Set<Integer>> breadthFirst(List<Set<Integer>> neighbours) {
        Set<Set<Integer>> components = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        for (int start = 0; start < neighbours.size(); start++) {
            Set<Integer> component = new TreeSet<>();
            Deque<Integer> next = new ArrayDeque<>(List.of(start));
            while (!next.isEmpty()) {
                int node = next.poll();
                if (seen.add(node)) {
                    component.add(node);
                    next.addAll(neighbours.get(node));
                }
            }
            if (!component.isEmpty()) {
                components.add(component);
            }
        }
        return components;
    }

    /** From hardly connected to one large component with many small ones. */
    private static int edges(SplittableRandom random, int size) {
        return (int) (size * random.nextDouble(0.2, 1));
    }

    @Test
    void edgesJoinWhatTheyConnect() {
        Seeds.each(6, random -> {
            int size = random.nextInt(2, 4_000);
            List<Set<Integer>> graph = graph(random, size, edges(random, size));
            Records records = records(graph);
            UnionFind sets = new UnionFind(size);

            edges(records, scorer(records)).join(sets);

            Map<Integer, Set<Integer>> found = new HashMap<>();
            for (int node = 0; node < size; node++) {
                found.computeIfAbsent(sets.find(node), root -> new TreeSet<>()).add(node);
            }
            assertThat(new HashSet<>(found.values())).isEqualTo(breadthFirst(graph));
            found.forEach((root, component) -> assertThat(component).startsWith(root));
        });
    }

    @Test
    void mustLinksConnectAsEdgesDoAndLonelyRecordsAreNoComponent() {
        Seeds.each(6, random -> {
            int size = random.nextInt(50, 3_000);
            List<Set<Integer>> graph = graph(random, size, edges(random, size));
            Records records = records(graph);
            List<int[]> same = new ArrayList<>();
            for (int i = 0; i < size / 20; i++) {
                int[] together = random.ints(random.nextInt(2, 5), 0, size)
                        .distinct()
                        .sorted()
                        .toArray();
                same.add(together);
                for (int member : together) {
                    connect(graph, together[0], member);
                }
            }
            CodedScorer scorer = scorer(records);
            // Keys in another order than the numbers: members come in the order of their keys.
            NamedRecords named =
                    new NamedRecords(records.atoms(), i -> new RecordKey("file", "%05d".formatted(99_999 - i)));

            List<int[]> components = new Bulk(
                            named, new Constraints(same, List.of()), scorer, Cut.at(0.5, 0.3), edges(records, scorer))
                    .components();

            Set<Set<Integer>> expected = breadthFirst(graph);
            expected.removeIf(component -> component.size() == 1);
            Set<Set<Integer>> found = new HashSet<>();
            for (int[] component : components) {
                assertThat(IntStream.of(component).map(node -> -node)).isSorted();
                assertThat(found.add(
                                new TreeSet<>(IntStream.of(component).boxed().toList())))
                        .isTrue();
            }
            assertThat(found).isEqualTo(expected);
        });
    }
}
