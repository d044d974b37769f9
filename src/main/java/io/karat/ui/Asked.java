package io.karat.ui;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The queue's filter in the address, and whether only a part of the page is wanted. */
final class Asked {
    @QueryParam("entity")
    @Nullable String entity;

    @QueryParam("kind")
    @Nullable String kind;

    @QueryParam("band")
    @Nullable String band;

    @QueryParam("min")
    @Nullable String min;

    @QueryParam("max")
    @Nullable String max;

    @QueryParam("text")
    @Nullable String text;

    @QueryParam("source")
    @Nullable String source;

    @QueryParam("state")
    @Nullable String state;

    @QueryParam("who")
    @Nullable String who;

    @HeaderParam("HX-Request")
    @Nullable String part;

    QueueFilter filter() {
        return new QueueFilter(
                QueueFilter.given(entity),
                QueueFilter.given(kind),
                QueueFilter.given(band),
                QueueFilter.probability(min),
                QueueFilter.probability(max),
                QueueFilter.given(text),
                QueueFilter.given(source),
                QueueFilter.given(state),
                QueueFilter.given(who));
    }
}
