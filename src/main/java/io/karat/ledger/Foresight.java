package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.model.EntityType;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes ready what can be made ready of a plan's pieces without the ledger; from any thread. */
final class Foresight {

    private final Blueprint blueprint;
    private final PlannedRecords records;
    private final EntityType type;
    private final Appraisal appraisal;
    private final Contributing contributing;
    private final LocalDate day;
    private final int firstOrdinal;

    /**
     * @param day on which the golden records are made, as far as can be foreseen
     * @param firstOrdinal of the landed records, which have consecutive ones
     */
    Foresight(Blueprint blueprint, Batch.Setting setting, Contributing contributing, LocalDate day, int firstOrdinal) {
        this.blueprint = blueprint;
        this.records = blueprint.records();
        this.type = setting.type();
        this.appraisal = setting.appraisal();
        this.contributing = contributing;
        this.day = day;
        this.firstOrdinal = firstOrdinal;
    }

    Foreseen of(List<int[]> groups) {
        int[][] clusters = groups.stream()
                .filter(group -> !blueprint.unchanged(group))
                .flatMapToInt(Arrays::stream)
                .mapToObj(blueprint::members)
                .toArray(int[][]::new);
        Int2ObjectMap<HeldRecord> held = new Int2ObjectOpenHashMap<>();
        Int2ObjectMap<Contribution> present = contributing.of(Arrays.stream(clusters)
                .flatMapToInt(Arrays::stream)
                .filter(record -> !records.landed(record))
                .map(this::ordinal)
                .boxed()
                .toList());
        Int2ObjectMap<Foreseen.Made> forged = new Int2ObjectOpenHashMap<>();
        for (int[] members : clusters) {
            for (int record : members) {
                if (records.landed(record)) {
                    HeldRecord one = held(record);
                    one.documents();
                    held.put(record, one);
                }
            }
            List<Contribution> contributions = contributions(members, held, present);
            if (contributions.size() == members.length
                    && type.survivorship().reviewed().isEmpty()) {
                forged.put(ordinal(members[0]), made(members, contributions));
            }
        }
        return new Foreseen(groups, held, present, forged);
    }

    /** As far as they are known, in the order of the members. */
    private List<Contribution> contributions(
            int[] members, Int2ObjectMap<HeldRecord> held, Int2ObjectMap<Contribution> present) {
        List<Contribution> found = new ArrayList<>(members.length);
        for (int record : members) {
            HeldRecord landed = held.get(record);
            Contribution one = landed != null ? landed.contribution() : present.get(ordinal(record));
            if (one != null) {
                found.add(one);
            }
        }
        return found;
    }

    /**
     * Forged as if it had no pins; where its values depend on the time, or it has pins, they are not used. Where sources may
     * have to be arbitrated between, it is forged in the ledger.
     */
    private Foreseen.Made made(int[] members, List<Contribution> contributions) {
        GoldenValues values = Forge.forge(type, contributions, List.of(), Instant.EPOCH);
        return new Foreseen.Made(
                Arrays.stream(members).map(this::ordinal).toArray(),
                Forged.of(type, values, appraisal.marks(values, contributions, day)),
                day);
    }

    private HeldRecord held(int record) {
        Arrival arrival = records.landing().arrival(record - records.live());
        HeldRecord held = HeldRecord.unknown(arrival.command().key(), ordinal(record));
        if (arrival.command() instanceof Command.Upsert upsert) {
            held.upsert(upsert, arrival.standardised(), arrival.hash(), arrival.judgement());
        }
        return held;
    }

    private int ordinal(int record) {
        return records.ordinal(record, firstOrdinal);
    }
}
