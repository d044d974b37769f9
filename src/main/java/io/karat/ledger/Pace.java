package io.karat.ledger;

import java.time.Duration;

/** How somebody reads millions of rows who is in no hurry: a page, and then a rest four times as long as it took. */
final class Pace {

    /** Rows of a page. */
    static final int PAGE = 2_000;

    /** Of the time that it reads. */
    static final int REST = 4;

    private long since = System.nanoTime();

    /** After each page. */
    void rest() throws InterruptedException {
        Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - since)));
        since = System.nanoTime();
    }
}
