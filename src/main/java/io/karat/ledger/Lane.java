package io.karat.ledger;

/** Interactive commands go first; bulk keeps a guaranteed share of every batch. */
public enum Lane {
    INTERACTIVE,
    BULK
}
