package io.karat.api;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which questions a caller wants, as it stands in the address. */
class ReviewWanted {

    @RestQuery
    @Nullable String entity;

    @RestQuery
    @Nullable String kind;

    @RestQuery
    @Nullable String source;

    @RestQuery
    @Nullable String text;

    @RestQuery
    @Parameter(description = "Lowest probability")
    @Nullable Double min;

    @RestQuery
    @Parameter(description = "Highest probability")
    @Nullable Double max;

    @RestQuery
    @Parameter(description = "An account, me, or nobody")
    @Nullable String assignee;

    @RestQuery
    @Parameter(description = "waiting, open, claimed, snoozed, escalated, below, decided or superseded")
    @Nullable String state;

    @RestQuery
    boolean overdue;
}
