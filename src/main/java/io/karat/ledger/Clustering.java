package io.karat.ledger;

import io.karat.cluster.Component;
import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.Partition;
import io.karat.cluster.Partitioner;
import io.karat.ledger.Wanted.Asked;
import io.karat.match.Scorer;
import io.karat.review.Review;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The wanted partition of some surroundings: the pure function over records and decisions, and where it would take apart
 * what a steward touched, the question instead.
 */
final class Clustering {

    private final View view;
    private final Scorer scorer;
    private final Cut cut;
    private final Recent recent;

    Clustering(View view, Scorer scorer, Cut cut, Recent recent) {
        this.view = view;
        this.scorer = scorer;
        this.cut = cut;
        this.recent = recent;
    }

    Wanted want(int[] surroundings) {
        ScoredComponent before = recent.component(surroundings);
        ScoredComponent scored = new ScoredComponent(view, surroundings, scorer, cut.review(), before);
        recent.keep(scored, before);
        Constraints decided = decided(view, scored);
        Partition free = Partitioner.partition(scored, decided, cut);
        List<int[]> kept = touchedAndTornApart(scored, free);
        if (kept.isEmpty()) {
            return wanted(surroundings, scored, free, List.of());
        }
        List<int[]> together = new ArrayList<>(decided.same());
        together.addAll(kept);
        Partition held = Partitioner.partition(scored, new Constraints(together, decided.different()), cut);
        return wanted(surroundings, scored, held, splits(scored, free, held, kept));
    }

    private static Wanted wanted(int[] surroundings, Scored scored, Partition p, List<Asked> splits) {
        List<Asked> questions = new ArrayList<>(splits);
        questions.addAll(asked(p));
        return new Wanted(surroundings, surroundings, scored, p.clusters(), questions);
    }

    /** What a partition leaves open, as questions. */
    static List<Asked> asked(Partition p) {
        List<Asked> questions = new ArrayList<>();
        for (Partition.Question q : p.questions()) {
            questions.add(new Asked(
                    Review.Kind.MATCH,
                    q.left(),
                    q.right(),
                    p.clusters().get(q.left()),
                    p.clusters().get(q.right()),
                    q.evidence(),
                    null));
        }
        for (Partition.Held h : p.held()) {
            questions.add(new Asked(
                    Review.Kind.GUARD,
                    h.left(),
                    h.right(),
                    p.clusters().get(h.left()),
                    p.clusters().get(h.right()),
                    h.evidence(),
                    h.reason().name().toLowerCase(Locale.ROOT)));
        }
        return questions;
    }

    /** The standing decisions, in node numbers, without records that are not here. */
    static Constraints decided(View view, Scored scored) {
        Map<UUID, Standing> standing = new LinkedHashMap<>();
        for (int node = 0; node < scored.size(); node++) {
            view.decisions(scored.ordinal(node)).forEach(d -> standing.put(d.id(), d));
        }
        return decided(standing.values(), scored);
    }

    /** Each decision once. */
    static Constraints decided(Collection<Standing> standing, Scored scored) {
        Int2IntMap nodeOf = new Int2IntOpenHashMap(scored.size());
        nodeOf.defaultReturnValue(-1);
        for (int node = 0; node < scored.size(); node++) {
            nodeOf.put(scored.ordinal(node), node);
        }
        List<int[]> same = new ArrayList<>();
        List<Constraints.Different> different = new ArrayList<>();
        for (Standing decision : standing) {
            int[] left = nodes(decision.left(), nodeOf);
            int[] right = nodes(decision.right(), nodeOf);
            if (!decision.same() && left.length > 0 && right.length > 0) {
                different.add(new Constraints.Different(left, right));
            } else if (decision.same() && left.length + right.length > 1) {
                int[] both = Arrays.copyOf(left, left.length + right.length);
                System.arraycopy(right, 0, both, left.length, right.length);
                same.add(both);
            }
        }
        return new Constraints(same, different);
    }

    private static int[] nodes(int[] ordinals, Int2IntMap nodeOf) {
        return Arrays.stream(ordinals)
                .map(nodeOf::get)
                .filter(n -> n >= 0)
                .sorted()
                .toArray();
    }

    /** Node sets of present golden records that a steward touched and that the partition would take apart. */
    private List<int[]> touchedAndTornApart(Scored scored, Partition partition) {
        int[] clusterOf = clusterOf(scored, partition);
        Map<UUID, List<Integer>> present = new LinkedHashMap<>();
        Set<UUID> torn = new HashSet<>();
        Map<UUID, Integer> first = new HashMap<>();
        for (int node = 0; node < scored.size(); node++) {
            Golden golden = view.goldenOf(scored.ordinal(node));
            if (golden != null) {
                present.computeIfAbsent(golden.id(), g -> new ArrayList<>()).add(node);
                Integer cluster = first.putIfAbsent(golden.id(), clusterOf[node]);
                if (cluster != null && cluster != clusterOf[node]) {
                    torn.add(golden.id());
                }
            }
        }
        List<int[]> kept = new ArrayList<>();
        present.forEach((id, nodes) -> {
            int[] members = nodes.stream().mapToInt(Integer::intValue).toArray();
            if (torn.contains(id) && touched(id, members, scored) && !keptApart(members, scored)) {
                kept.add(members);
            }
        });
        return kept;
    }

    private static int[] clusterOf(Component component, Partition partition) {
        int[] clusterOf = new int[component.size()];
        for (int c = 0; c < partition.clusters().size(); c++) {
            for (int node : partition.clusters().get(c)) {
                clusterOf[node] = c;
            }
        }
        return clusterOf;
    }

    private boolean touched(UUID golden, int[] members, Scored scored) {
        return view.pinned(golden)
                || Arrays.stream(members)
                        .anyMatch(
                                n -> view.decisions(scored.ordinal(n)).stream().anyMatch(Standing::same));
    }

    /** A steward declared some of these different, so their coming apart is the steward's will. */
    private boolean keptApart(int[] members, Scored scored) {
        Set<Integer> ordinals = new HashSet<>();
        Arrays.stream(members).forEach(n -> ordinals.add(scored.ordinal(n)));
        return Arrays.stream(members)
                .boxed()
                .flatMap(n -> view.decisions(scored.ordinal(n)).stream())
                .anyMatch(d -> !d.same() && holdsAny(d.left(), ordinals) && holdsAny(d.right(), ordinals));
    }

    private static boolean holdsAny(int[] side, Set<Integer> ordinals) {
        return Arrays.stream(side).anyMatch(ordinals::contains);
    }

    /** For each golden record kept together: may each further piece of it leave the largest one? */
    private static List<Asked> splits(Scored scored, Partition free, Partition held, List<int[]> kept) {
        int[] freeOf = clusterOf(scored, free);
        int[] heldOf = clusterOf(scored, held);
        List<Asked> asked = new ArrayList<>();
        for (int[] members : kept) {
            Map<Integer, List<Integer>> pieces = new LinkedHashMap<>();
            for (int node : members) {
                pieces.computeIfAbsent(freeOf[node], c -> new ArrayList<>()).add(node);
            }
            List<int[]> bySize = pieces.values().stream()
                    .map(p -> p.stream().mapToInt(Integer::intValue).toArray())
                    .sorted((p, q) -> p.length != q.length ? q.length - p.length : p[0] - q[0])
                    .toList();
            for (int[] piece : bySize.subList(1, bySize.size())) {
                int[] main = bySize.get(0);
                boolean mainFirst = main[0] < piece[0];
                int[] left = mainFirst ? main : piece;
                int[] right = mainFirst ? piece : main;
                int cluster = heldOf[main[0]];
                asked.add(new Asked(Review.Kind.SPLIT, cluster, cluster, left, right, mean(scored, left, right), null));
            }
        }
        return asked;
    }

    private static double mean(Scored scored, int[] left, int[] right) {
        double sum = 0;
        for (int a : left) {
            for (int b : right) {
                sum += scored.evidence(a, b);
            }
        }
        return sum / ((double) left.length * right.length);
    }
}
