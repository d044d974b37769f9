package io.karat.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

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
     * @param standing live and retired ids that touch the wanted clusters' records
     * @param wanted ordinals, ascending
     * @param fresh draws a new id
     * @return one per wanted cluster, in order; every live id that no cluster got is retired by the caller, its heir
     *     being the cluster that holds most of its members
     */
    public static List<Assigned> assign(List<Standing> standing, List<int[]> wanted, Supplier<UUID> fresh) {
        throw new UnsupportedOperationException(standing + Arrays.deepToString(wanted.toArray()) + fresh);
    }
}
