package io.karat.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which golden id each wanted cluster keeps, revives or gets. The piece with most steward-confirmed members keeps an id,
 * then the one with most members, then the one with the oldest founding record; any other piece that holds the founder
 * of a retired id revives it, else it gets a new one.
 */
public final class IdAssignment {
    private IdAssignment() {}

    /**
     * A golden id that is, or was, in use among the records at hand.
     *
     * @param members ordinals it holds now, ascending; empty when retired
     * @param founder ordinal of the record it was made for
     * @param confirmed ordinals of members that a steward's decision put there
     */
    public record Standing(UUID id, int[] members, int founder, int[] confirmed) {}

    /**
     * @param id of the wanted cluster with the same position
     * @param origin how it came by the id
     */
    public record Assigned(UUID id, Origin origin) {}

    public enum Origin {
        KEPT,
        REVIVED,
        FRESH
    }

    /**
     * What a live id has in one wanted cluster. The order decides who gets what; it is total, so the result depends on the
     * sets alone.
     *
     * @param founder the piece holds the record the id was made for
     * @param oldest lowest ordinal of the piece
     */
    private record Piece(Standing standing, int cluster, int confirmed, int members, boolean founder, int oldest) {
        static final Comparator<Piece> BEST_FIRST = Comparator.comparingInt(Piece::confirmed)
                .thenComparingInt(Piece::members)
                .reversed()
                .thenComparing(Piece::founder, Comparator.reverseOrder())
                .thenComparingInt(piece -> piece.standing.founder)
                .thenComparingInt(Piece::oldest)
                .thenComparing(piece -> piece.standing.id);
    }

    /**
     * @param standing live and retired ids that touch the wanted clusters' records
     * @param wanted ordinals, ascending
     * @param fresh draws a new id
     * @return one per wanted cluster, in order; every live id that no cluster got is retired by the caller, its heir
     *     being the cluster that holds most of its members
     */
    public static List<Assigned> assign(List<Standing> standing, List<int[]> wanted, Supplier<UUID> fresh) {
        Map<Integer, Integer> clusterOf = new HashMap<>();
        for (int cluster = 0; cluster < wanted.size(); cluster++) {
            for (int ordinal : wanted.get(cluster)) {
                clusterOf.put(ordinal, cluster);
            }
        }
        @Nullable Assigned[] assigned = new @Nullable Assigned[wanted.size()];
        Set<UUID> taken = new HashSet<>();
        for (Piece piece : pieces(standing, clusterOf)) {
            UUID id = piece.standing.id;
            if (assigned[piece.cluster] == null && taken.add(id)) {
                assigned[piece.cluster] = new Assigned(id, Origin.KEPT);
            }
        }
        for (Standing retired : retired(standing)) {
            Integer cluster = clusterOf.get(retired.founder);
            if (cluster != null && assigned[cluster] == null && taken.add(retired.id)) {
                assigned[cluster] = new Assigned(retired.id, Origin.REVIVED);
            }
        }
        List<Assigned> result = new ArrayList<>();
        for (Assigned each : assigned) {
            result.add(each == null ? new Assigned(fresh.get(), Origin.FRESH) : each);
        }
        return result;
    }

    private static List<Piece> pieces(List<Standing> standing, Map<Integer, Integer> clusterOf) {
        List<Piece> pieces = new ArrayList<>();
        for (Standing each : standing) {
            Map<Integer, Integer> members = counts(each.members, clusterOf);
            Map<Integer, Integer> confirmed = counts(each.confirmed, clusterOf);
            members.forEach((cluster, count) -> pieces.add(new Piece(
                    each,
                    cluster,
                    confirmed.getOrDefault(cluster, 0),
                    count,
                    cluster.equals(clusterOf.get(each.founder)),
                    oldest(each.members, cluster, clusterOf))));
        }
        pieces.sort(Piece.BEST_FIRST);
        return pieces;
    }

    private static Map<Integer, Integer> counts(int[] ordinals, Map<Integer, Integer> clusterOf) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int ordinal : ordinals) {
            Integer cluster = clusterOf.get(ordinal);
            if (cluster != null) {
                counts.merge(cluster, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static int oldest(int[] ordinals, int cluster, Map<Integer, Integer> clusterOf) {
        return Arrays.stream(ordinals)
                .filter(ordinal -> clusterOf.getOrDefault(ordinal, -1) == cluster)
                .min()
                .orElseThrow();
    }

    private static List<Standing> retired(List<Standing> standing) {
        return standing.stream()
                .filter(each -> each.members.length == 0)
                .sorted(Comparator.comparingInt(Standing::founder).thenComparing(Standing::id))
                .toList();
    }
}
