package io.karat.ui;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;

/** Tells a page that a part of it is out of date, as server-sent events without content: the page asks for the part. */
final class Live {

    private Live() {}

    static <T> Multi<OutboundSseEvent> events(Sse sse, Multi<Optional<T>> states) {
        return states.map(state -> state.isPresent()
                ? sse.newEventBuilder().name("changed").data("").build()
                : sse.newEventBuilder().comment("alive").build());
    }
}
