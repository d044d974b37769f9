package io.karat.ledger;

import io.karat.golden.Contribution;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMaps;
import java.time.LocalDate;
import java.util.List;

/**
 * A piece of a plan with what can be made ahead, by any thread, while the writer is at the pieces before. What it says of
 * present records holds as long as nothing touched them since the plan was begun.
 *
 * @param groups sets of clusters that move together
 * @param held landed records of these, by their numbers in the plan, with their documents
 * @param present what present records of these bring to their golden records, by their ordinals; may lack some
 * @param forged golden records, by the ordinal of their first member
 */
record Foreseen(
        List<int[]> groups,
        Int2ObjectMap<HeldRecord> held,
        Int2ObjectMap<Contribution> present,
        Int2ObjectMap<Made> forged) {

    /** Of no piece. */
    static final Foreseen NOTHING =
            new Foreseen(List.of(), Int2ObjectMaps.emptyMap(), Int2ObjectMaps.emptyMap(), Int2ObjectMaps.emptyMap());

    /**
     * @param members ordinals, ascending
     * @param day as of which it was judged
     */
    record Made(int[] members, Forged forged, LocalDate day) {}
}
