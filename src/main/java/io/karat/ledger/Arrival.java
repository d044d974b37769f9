package io.karat.ledger;

import io.karat.standardise.Standardised;

/**
 * A source's command made ready for the writer, on the caller's thread.
 *
 * @param standardised of an upsert's data; of nothing for a delete
 * @param hash of an upsert's data; empty for a delete
 */
record Arrival(Command.OfSource command, Standardised standardised, byte[] hash, Judgement judgement) {}
