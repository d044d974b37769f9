package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure as callers see it (RFC 9457). Says what to do, and never a value that was sent.
 *
 * @param errors where exactly, if that is known: a JSON Pointer or the name of a parameter each
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type, String title, int status, @Nullable String detail, List<Place> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(Response.StatusType status, @Nullable String detail) {
        return of(status, detail, List.of());
    }

    static Problem of(Response.StatusType status, @Nullable String detail, List<Place> errors) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, errors);
    }

    Response.ResponseBuilder answer() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    record Place(String pointer, String detail) {}
}
