package io.karat.ledger;

import io.karat.standardise.Standardised;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source's command made ready for the writer, on the caller's thread.
 *
 * @param standardised of an upsert's data; of nothing for a delete
 * @param hash of an upsert's data; empty for a delete
 * @param kept attributes that it does not claim anew, with the times of their claims; null where all of it is its claim
 */
record Arrival(
        Command.OfSource command,
        Standardised standardised,
        byte[] hash,
        Judgement judgement,
        @Nullable Map<String, Instant> kept) {

    Arrival(Command.OfSource command, Standardised standardised, byte[] hash, Judgement judgement) {
        this(command, standardised, hash, judgement, null);
    }
}
