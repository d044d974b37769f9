package io.karat.cli;

/** Sends the lines of a file to the hub. */
interface Upload extends AutoCloseable {

    void add(SourceLine line);

    /** Sends what is left and waits for all results. */
    Tally finish();

    /** So far. */
    Tally tally();

    @Override
    void close();
}
