package io.karat.ledger;

import io.karat.batch.KeyAtoms;
import io.karat.batch.Records;
import io.karat.ledger.Course.Phase;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.Arrays;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Reads the records of a plan into the form in which they are compared. */
final class Reading {

    private static final int AT_ONCE = 2_000;

    private final EntityType type;
    private final PlannedRecords records;
    private final Course course;

    Reading(EntityType type, PlannedRecords records, Course course) {
        this.type = type;
        this.records = records;
        this.course = course;
    }

    /** Has to be called from a thread of a pool, in which another one reads ahead. */
    Records all() {
        return read(builder());
    }

    /** Likewise, with only some of their atoms. */
    Records only(LongPredicate atoms) {
        return read(builder().only(atoms, record -> records.features(record).fingerprint()));
    }

    /** Likewise, with their atoms alone. */
    KeyAtoms atoms() {
        KeyAtoms.Builder builder = KeyAtoms.builder(records.size());
        inPortions(some -> some, some -> Arrays.stream(some).forEach(builder::add));
        return builder.build();
    }

    private Records.Builder builder() {
        return Records.builder(type, records.demoted(), records.size());
    }

    private Records read(Records.Builder builder) {
        inPortions(builder::portion, builder::addAll);
        return builder.build();
    }

    private <T> void inPortions(Function<Features[], T> portion, Consumer<T> add) {
        ForkJoinTask<T> ahead = read(0, portion);
        for (int from = 0; from < records.size(); from += AT_ONCE) {
            course.at(Phase.READING, from, records.size());
            T some = ahead.join();
            ahead = read(from + AT_ONCE, portion);
            add.accept(some);
        }
    }

    private <T> ForkJoinTask<T> read(int from, Function<Features[], T> portion) {
        int to = Math.min(records.size(), from + AT_ONCE);
        return ForkJoinTask.adapt(() -> portion.apply(
                        IntStream.range(from, to).mapToObj(records::features).toArray(Features[]::new)))
                .fork();
    }
}
