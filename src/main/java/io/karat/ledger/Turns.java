package io.karat.ledger;

import java.sql.SQLException;

/** Gets steps of something larger done by the writer, one at a time and between its batches. */
interface Turns {

    /** What is done in one turn, on the writer's thread. */
    interface Turn<T> {
        T take(Writer writer) throws SQLException, InterruptedException;
    }

    /**
     * Returns when the turn was taken.
     *
     * @throws IllegalStateException when the ledger stops
     */
    <T> T take(Turn<T> turn) throws InterruptedException;

    /** Whether commands that somebody waits for came lately: a turn should be short then. */
    default boolean pressed() {
        return false;
    }
}
