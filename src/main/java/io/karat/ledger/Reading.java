package io.karat.ledger;

import io.karat.batch.Records;
import io.karat.ledger.Course.Phase;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.concurrent.ForkJoinTask;
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

    private Records.Builder builder() {
        return Records.builder(type, records.demoted(), records.size());
    }

    private Records read(Records.Builder builder) {
        ForkJoinTask<Records.Portion> ahead = read(0, builder);
        for (int from = 0; from < records.size(); from += AT_ONCE) {
            course.at(Phase.READING, from, records.size());
            Records.Portion some = ahead.join();
            ahead = read(from + AT_ONCE, builder);
            builder.addAll(some);
        }
        return builder.build();
    }

    private ForkJoinTask<Records.Portion> read(int from, Records.Builder builder) {
        int to = Math.min(records.size(), from + AT_ONCE);
        return ForkJoinTask.adapt(() -> builder.portion(
                        IntStream.range(from, to).mapToObj(records::features).toArray(Features[]::new)))
                .fork();
    }
}
