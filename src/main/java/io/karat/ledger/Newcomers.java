package io.karat.ledger;

import io.karat.batch.Increment;
import io.karat.batch.KeyAtoms;
import io.karat.batch.NamedRecords;
import io.karat.batch.Plan;
import io.karat.cluster.UnionFind;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The plan of a load into a hub that holds more than the load brings: what is there stands, but for the components that
 * landed records touch, which are partitioned afresh.
 *
 * <p>Landed records seek candidates among all records, by keys that all records make, as in a plan of everything. Between
 * records that were there nothing is sought: their edges are the links that stand and those inside their golden records. So
 * this plan says of the touched components what a plan of everything says, as long as no key of theirs crosses its cap by
 * this load and no record has more candidates than its budget. Beyond that, the edges among present records stay as they
 * were found until the next reconciliation.
 *
 * <p>A golden record with too many members for its inside edges to be sought stays as it is, with all that is connected to
 * it; a landed record that has to do with it is told to the ledger like any other arrival.
 */
final class Newcomers {

    /** Seeds whose surroundings are looked for in one turn. */
    private static final int SEEDS_AT_ONCE = 1_000;

    private final Turns turns;
    private final PlannedRecords all;
    private final Increment increment;
    private final Batch.Setting setting;
    private final int largest;

    /** All records by their numbers: those of one component together. */
    private final UnionFind components;

    private final BitSet touched = new BitSet();
    private final BitSet large = new BitSet();

    /** Pairs of touched records that might be edges: the higher number in the upper half. */
    private final LongList standing = new LongArrayList();

    Newcomers(Turns turns, PlannedRecords all, Increment increment, Batch.Setting setting) {
        this.turns = turns;
        this.all = all;
        this.increment = increment;
        this.setting = setting;
        this.largest = setting.cut().guard().largeComponent();
        this.components = new UnionFind(all.size());
    }

    /** Of the touched records and the landed ones. */
    Blueprint blueprint() throws InterruptedException {
        touch(seeds());
        BitSet apart = apart();
        touched.andNot(apart);
        touched.stream().forEach(this::inside);
        int[] some = IntStream.concat(touched.stream(), IntStream.range(all.live(), all.size()))
                .toArray();
        PlannedRecords records = new PlannedRecords(
                all.snapshot()
                        .of(touched.stream()
                                .map(record -> all.snapshot().ordinals()[record])
                                .toArray()),
                all.landing(),
                all.demoted());
        BitSet leftToTheLedger = new BitSet();
        IntStream.range(0, some.length)
                .filter(number -> apart.get(some[number]))
                .forEach(leftToTheLedger::set);
        return PlanPool.compute(() -> {
            KeyAtoms atoms = new Reading(setting.type(), records, Course.unwatched()).atoms();
            Plan plan = increment.plan(
                    new NamedRecords(atoms, records::key),
                    some,
                    apart::get,
                    records.constraints(),
                    standing.toLongArray());
            return new Blueprint(records, plan, leftToTheLedger);
        });
    }

    /** Ordinals of the records that were there and have an edge with a landed one. */
    private int[] seeds() {
        IntSortedSet seeds = new IntAVLTreeSet();
        increment.edges((left, right) -> {
            components.union(left, right);
            if (left < all.live()) {
                seeds.add(all.snapshot().ordinals()[left]);
            }
        });
        return seeds.toIntArray();
    }

    private void touch(int[] seeds) throws InterruptedException {
        for (int from = 0; from < seeds.length; from += SEEDS_AT_ONCE) {
            int[] some = Arrays.copyOfRange(seeds, from, Math.min(seeds.length, from + SEEDS_AT_ONCE));
            turns.take(writer -> {
                touch(some, writer.state());
                return some.length;
            });
        }
    }

    private void touch(int[] seeds, View state) {
        IntSortedSet fresh = new IntAVLTreeSet();
        for (int seed : seeds) {
            int record = all.snapshot().number(seed);
            if (!touched.get(record) && !large.get(record)) {
                fresh.add(seed);
            }
        }
        for (int[] component : Surroundings.of(state, fresh)) {
            touch(component, isLarge(component, state) ? large : touched, state);
        }
    }

    private boolean isLarge(int[] component, View state) {
        return Arrays.stream(component).anyMatch(ordinal -> {
            Golden golden = state.goldenOf(ordinal);
            return golden != null && golden.members().length > largest;
        });
    }

    private void touch(int[] component, BitSet kind, View state) {
        int first = -1;
        for (int ordinal : component) {
            int record = all.snapshot().number(ordinal);
            if (record >= 0) {
                first = first < 0 ? record : first;
                components.union(first, record);
                kind.set(record);
                state.links(ordinal).keySet().forEach(other -> {
                    if (other < ordinal) {
                        stands(record, all.snapshot().number(other));
                    }
                });
            }
        }
    }

    private void stands(int high, int low) {
        if (low >= 0) {
            standing.add((long) high << Integer.SIZE | low);
        }
    }

    /** Records of components that hold a golden record with too many members. */
    private BitSet apart() {
        IntSet roots = new IntOpenHashSet();
        large.stream().forEach(record -> roots.add(components.find(record)));
        BitSet apart = new BitSet();
        if (!roots.isEmpty()) {
            for (int record = 0; record < all.size(); record++) {
                if (roots.contains(components.find(record))) {
                    apart.set(record);
                }
            }
        }
        return apart;
    }

    /** Its pairs with members of its golden record that have lower numbers. */
    private void inside(int record) {
        int ordinal = all.snapshot().ordinals()[record];
        int[] members = all.snapshot().goldens()[record].members();
        if (members.length > largest) {
            // It changed since the snapshot, so the plan will have nothing to say about it.
            return;
        }
        for (int member : members) {
            if (member < ordinal) {
                stands(record, all.snapshot().number(member));
            }
        }
    }
}
