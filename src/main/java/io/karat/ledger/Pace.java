package io.karat.ledger;

import java.time.Duration;

/** How somebody reads millions of rows who is in no hurry: a few, and then a rest four times as long as they took. */
final class Pace {

    /** Rows that are read at once. */
    static final int STEP = 2_000;

    /** Of the time that it reads. */
    static final int REST = 4;

    private int rows;
    private long since = System.nanoTime();

    /** After each row. */
    void step() throws InterruptedException {
        rows++;
        if (rows % STEP == 0) {
            Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - since)));
            since = System.nanoTime();
        }
    }
}
