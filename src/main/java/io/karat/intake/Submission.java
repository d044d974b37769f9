package io.karat.intake;

import io.karat.ledger.Command;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about one of its records.
 *
 * @param key null where the channel knows it by itself
 * @param data null for a tombstone
 * @param basedOn golden version that the source had before it; null where it speaks for itself
 */
record Submission(
        @Nullable String key,
        @Nullable Instant observedAt,
        @Nullable RecordData data,
        Command.@Nullable BasedOn basedOn) {

    Submission(@Nullable String key, @Nullable Instant observedAt, @Nullable RecordData data) {
        this(key, observedAt, data, null);
    }

    Command.OfSource command(String source, String knownKey, String actor) {
        RecordKey record = new RecordKey(source, knownKey);
        return data == null
                ? new Command.Delete(record, observedAt, actor)
                : new Command.Upsert(record, observedAt, data, actor, basedOn);
    }
}
