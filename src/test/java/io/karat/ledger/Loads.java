package io.karat.ledger;

import io.karat.ledger.Outcome.Accepted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Loads of many records in batches, and what two partitions have in common. */
final class Loads {

    private Loads() {}

    static void load(Lab lab, List<? extends Command.OfSource> commands, int batch) {
        for (int from = 0; from < commands.size(); from += batch) {
            lab.tell(commands.subList(from, Math.min(commands.size(), from + batch)));
        }
    }

    static long pairs(Set<Set<String>> partition) {
        return partition.stream().mapToLong(c -> c.size() * (c.size() - 1L) / 2).sum();
    }

    /** Pairs that are together in both. */
    static long common(Set<Set<String>> a, Set<Set<String>> b) {
        Map<String, Integer> clusterOf = new HashMap<>();
        int number = 0;
        for (Set<String> cluster : b) {
            for (String record : cluster) {
                clusterOf.put(record, number);
            }
            number++;
        }
        long common = 0;
        for (Set<String> cluster : a) {
            Map<Integer, Integer> counts = new HashMap<>();
            cluster.forEach(r -> counts.merge(clusterOf.getOrDefault(r, -1), 1, Integer::sum));
            counts.remove(-1);
            common += counts.values().stream().mapToLong(n -> n * (n - 1L) / 2).sum();
        }
        return common;
    }

    static double f1(Set<Set<String>> found, Set<Set<String>> truth) {
        return 2.0 * common(found, truth) / Math.max(1, pairs(found) + pairs(truth));
    }

    /** Clusters that are not in the other partition, smallest records first. */
    static List<Set<String>> only(Set<Set<String>> a, Set<Set<String>> b) {
        List<Set<String>> only = new ArrayList<>();
        for (Set<String> cluster : a) {
            if (!b.contains(cluster)) {
                only.add(new TreeSet<>(cluster));
            }
        }
        return only;
    }

    static long count(List<Outcome.OfSource> outcomes, Outcome.Decision decision) {
        return outcomes.stream()
                .filter(o -> o instanceof Accepted a && a.decision() == decision)
                .count();
    }
}
