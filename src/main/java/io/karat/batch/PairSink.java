package io.karat.batch;

/** Takes pairs of records by their numbers, the smaller first; the same pair may come several times. */
@FunctionalInterface
interface PairSink {
    void pair(int left, int right);
}
