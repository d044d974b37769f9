package io.karat.api;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;

/** What goes on, as server-sent events; a comment says that the stream is alive. */
final class Progress {

    private Progress() {}

    static <T> Multi<OutboundSseEvent> events(String name, Sse sse, Multi<Optional<T>> states) {
        return states.map(state -> state.map(found -> event(name, sse, found))
                .orElseGet(() -> sse.newEventBuilder().comment("alive").build()));
    }

    private static OutboundSseEvent event(String name, Sse sse, Object state) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(state)
                .build();
    }
}
