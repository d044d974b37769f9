package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.model.EntityType;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Makes ready what can be made ready of a plan's pieces without the ledger; from any thread. */
final class Foresight {

    private final Blueprint blueprint;
    private final PlannedRecords records;
    private final EntityType type;
    private final Appraisal appraisal;
    private final LocalDate day;
    private final int firstOrdinal;

    /**
     * @param day on which the golden records are made, as far as can be foreseen
     * @param firstOrdinal of the landed records, which have consecutive ones
     */
    Foresight(Blueprint blueprint, Batch.Setting setting, LocalDate day, int firstOrdinal) {
        this.blueprint = blueprint;
        this.records = blueprint.records();
        this.type = setting.type();
        this.appraisal = setting.appraisal();
        this.day = day;
        this.firstOrdinal = firstOrdinal;
    }

    Foreseen of(List<int[]> groups) {
        Int2ObjectMap<HeldRecord> held = new Int2ObjectOpenHashMap<>();
        Int2ObjectMap<Foreseen.Made> forged = new Int2ObjectOpenHashMap<>();
        for (int[] group : groups) {
            for (int cluster : group) {
                int[] members = blueprint.members(cluster);
                for (int record : members) {
                    if (records.landed(record)) {
                        HeldRecord one = held(record);
                        one.documents();
                        held.put(record, one);
                    }
                }
                if (records.landed(members[0]) && type.survivorship().reviewed().isEmpty()) {
                    forged.put(ordinal(members[0]), made(members, held));
                }
            }
        }
        return new Foreseen(groups, held, forged);
    }

    /**
     * A golden record that is new has no pins; where its values depend on the time, they are not used. Where sources may have
     * to be arbitrated between, it is forged in the ledger.
     */
    private Foreseen.Made made(int[] members, Int2ObjectMap<HeldRecord> held) {
        List<Contribution> contributions = Arrays.stream(members)
                .mapToObj(held::get)
                .map(HeldRecord::contribution)
                .toList();
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
