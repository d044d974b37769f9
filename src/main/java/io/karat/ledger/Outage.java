package io.karat.ledger;

import java.sql.SQLException;

/** Tells errors that pass with the database's return, or with another try, from those that a command causes. */
final class Outage {

    private Outage() {}

    static boolean passes(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            // The connection pool's own errors (no connection in time) carry none.
            return true;
        }
        return state.startsWith("08") // connection
                || state.startsWith("57P") // shutting down, starting up
                || state.startsWith("53") // out of connections, memory, disk
                || state.equals("40001") // serialization failure
                || state.equals("40P01"); // deadlock
    }
}
