package io.karat.publish;

import java.util.List;

/** What reading the feed from a cursor gave. */
public sealed interface FeedReading {

    /** @param cursor to go on from, also when there are no events */
    record Page(List<CloudEvent> events, String cursor) implements FeedReading {
        public Page {
            events = List.copyOf(events);
        }
    }

    /** The cursor was changed, belongs to another entity type, or was not written by this hub. */
    record Unreadable() implements FeedReading {}

    /**
     * The place the cursor names is not in this database: it was restored from a backup. The reader has seen events that
     * never happened, and starts again from a snapshot.
     */
    record Gone() implements FeedReading {}
}
