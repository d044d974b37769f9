package io.karat.ledger;

/** The ledger row's counters as a batch moves them. */
final class Counters {

    private final long batch;
    private long seq;
    private int nextOrdinal;

    Counters(long batch, long seq, int nextOrdinal) {
        this.batch = batch;
        this.seq = seq;
        this.nextOrdinal = nextOrdinal;
    }

    long batch() {
        return batch;
    }

    long seq() {
        return seq;
    }

    int nextOrdinal() {
        return nextOrdinal;
    }

    long drawSeq() {
        return ++seq;
    }

    /** The first of so many ordinals that nobody else will draw. */
    int reserveOrdinals(int count) {
        int first = nextOrdinal;
        nextOrdinal = Math.addExact(nextOrdinal, count);
        return first;
    }

    int drawOrdinal() {
        return nextOrdinal++;
    }
}
