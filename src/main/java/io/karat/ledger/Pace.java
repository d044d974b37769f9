package io.karat.ledger;

import java.time.Duration;

/** How somebody reads millions of rows who is in no hurry: a page, and then a rest that is long beside it. */
final class Pace {

    /** Rows of a page. */
    static final int PAGE = 500;

    /** Of the time that it reads: who comes meanwhile has nineteen twentieths of the database. */
    static final int REST = 19;

    private long since = System.nanoTime();

    /** After each page. */
    void rest() throws InterruptedException {
        Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - since)));
        since = System.nanoTime();
    }
}
