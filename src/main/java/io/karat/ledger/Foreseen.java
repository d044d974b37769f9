package io.karat.ledger;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import java.time.LocalDate;
import java.util.List;

/**
 * A piece of a plan with what does not depend on the state of the ledger: made ahead, by any thread, while the writer is at
 * the pieces before.
 *
 * @param groups sets of clusters that move together
 * @param held landed records of these, by their numbers in the plan, with their documents
 * @param forged golden records of landed records alone, by the ordinal of their first member
 */
record Foreseen(List<int[]> groups, Int2ObjectMap<HeldRecord> held, Int2ObjectMap<Made> forged) {

    /**
     * @param members ordinals, ascending
     * @param day as of which it was judged
     */
    record Made(int[] members, Forged forged, LocalDate day) {}
}
