package io.karat.batch;

import io.karat.cluster.Component;
import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.Partition;
import io.karat.cluster.Partitioner;
import io.karat.cluster.UnionFind;
import io.karat.match.CodedScorer;
import io.karat.match.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The wanted partition of many records at once. Where no key exceeds its cap and no record its budget, it is the partition
 * at which the hub arrives record by record: the same scores, partitioner and constraints decide.
 */
public final class Bulk {

    private static final int CHUNK = 64;

    private final NamedRecords named;
    private final Constraints constraints;
    private final CodedScorer scorer;
    private final Cut cut;
    private final EdgeList edges;

    /** @param edges the pairs that share a key and reach the review threshold */
    Bulk(NamedRecords named, Constraints constraints, CodedScorer scorer, Cut cut, EdgeList edges) {
        this.named = named;
        this.constraints = constraints;
        this.scorer = scorer;
        this.cut = cut;
        this.edges = edges;
    }

    public static Plan partition(KeyedRecords keyed, Constraints constraints, Parameters parameters, Cut cut) {
        Records records = keyed.records();
        CodedScorer scorer = CodedScorer.of(records.type(), parameters, records.columns());
        EdgeList edges = EdgeList.of(keyed.candidates(), records.size(), scorer, cut.review())
                .with(Crowds.pairs(keyed.candidates(), records.atoms()), records.atoms(), scorer, cut.review());
        return new Bulk(keyed.named(), constraints, scorer, cut, edges).plan();
    }

    /** Clusters of one component as record numbers, and what is open between them. */
    private record Decided(List<int[]> clusters, Partition partition) {}

    Plan plan() {
        List<int[]> components = components();
        boolean wide = components.stream().anyMatch(this::wide);
        Neighbours neighbours = wide ? new Neighbours(edges, named.size()) : null;
        Inside inside = new Inside(constraints, named.size(), components);
        Decided[] decided = new Decided[components.size()];
        Chunks.forEach((decided.length + CHUNK - 1) / CHUNK, scorer::copy, (own, chunk) -> {
            for (int i = chunk * CHUNK; i < Math.min(decided.length, (chunk + 1) * CHUNK); i++) {
                int[] nodes = components.get(i);
                Component component = neighbours != null && wide(nodes)
                        ? new WideComponent(named, nodes, neighbours, own)
                        : new SmallComponent(named, nodes, own, cut.review());
                decided[i] = decide(nodes, component, inside.of(i));
            }
        });
        return number(List.of(decided));
    }

    private boolean wide(int[] nodes) {
        return nodes.length > cut.guard().largeComponent();
    }

    private Decided decide(int[] nodes, Component component, Constraints own) {
        Partition partition = Partitioner.partition(component, own, cut);
        List<int[]> clusters = partition.clusters().stream()
                .map(cluster -> Arrays.stream(cluster).map(node -> nodes[node]).toArray())
                .toList();
        return new Decided(clusters, partition);
    }

    /** Two records or more that edges or must-links connect, each in the order of their keys. */
    List<int[]> components() {
        int size = named.size();
        UnionFind sets = new UnionFind(size);
        edges.join(sets);
        for (int[] same : constraints.same()) {
            for (int member : same) {
                sets.union(same[0], member);
            }
        }
        int[] count = new int[size];
        for (int record = 0; record < size; record++) {
            count[sets.find(record)]++;
        }
        List<int[]> components = new ArrayList<>();
        int[] place = new int[size];
        int[] filled = new int[size];
        for (int record = 0; record < size; record++) {
            int root = sets.find(record);
            if (count[root] > 1) {
                if (filled[root] == 0) {
                    place[root] = components.size();
                    components.add(new int[count[root]]);
                }
                components.get(place[root])[filled[root]++] = record;
            }
        }
        return components.parallelStream().map(this::inOrder).toList();
    }

    private int[] inOrder(int[] nodes) {
        return IntStream.of(nodes)
                .boxed()
                .sorted((a, b) -> named.key(a).compareTo(named.key(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Plan number(List<Decided> decided) {
        int[] lead = new int[named.size()];
        Arrays.setAll(lead, record -> record);
        for (Decided component : decided) {
            for (int[] members : component.clusters()) {
                int first = Arrays.stream(members).min().orElseThrow();
                for (int member : members) {
                    lead[member] = first;
                }
            }
        }
        int[] cluster = new int[lead.length];
        int clusters = 0;
        for (int record = 0; record < cluster.length; record++) {
            cluster[record] = lead[record] == record ? clusters++ : cluster[lead[record]];
        }
        List<Plan.Open> open = new ArrayList<>();
        for (Decided component : decided) {
            open.addAll(Plan.open(
                    component.partition(),
                    number -> cluster[component.clusters().get(number)[0]]));
        }
        return new Plan(cluster, clusters, open, links(cluster), edges.compared);
    }

    private Plan.Links links(int[] cluster) {
        Plan.Links.Builder links = new Plan.Links.Builder();
        for (int i = 0; i < edges.size(); i++) {
            if (cluster[edges.left[i]] != cluster[edges.right[i]]) {
                links.add(edges.left[i], edges.right[i], edges.logOdds[i]);
            }
        }
        return links.build();
    }
}
