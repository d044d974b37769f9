package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failure as callers see it (RFC 9457). Says what to do, and never a value that was sent.
 *
 * @param type {@code urn:karat:problem:CODE}
 * @param code stable, for example {@code not-found} or {@code json.syntax}
 * @param errors where exactly, if that is known
 * @param traceId for the operator, who finds it in the log where there is more to say
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String code,
        String title,
        int status,
        @Nullable String detail,
        List<Place> errors,
        String traceId) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String NAMESPACE = "urn:karat:problem:";

    Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(Response.StatusType status, @Nullable String detail) {
        return of(status, detail, List.of());
    }

    static Problem of(Response.StatusType status, @Nullable String detail, List<Place> errors) {
        return of(status, code(status), detail, errors);
    }

    static Problem of(Response.StatusType status, String code, @Nullable String detail, List<Place> errors) {
        return new Problem(
                NAMESPACE + code,
                code,
                status.getReasonPhrase(),
                status.getStatusCode(),
                detail,
                errors,
                UUID.randomUUID().toString());
    }

    /** Of failures that need no closer name. */
    private static String code(Response.StatusType status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    Response.ResponseBuilder answer() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    /** @param pointer JSON Pointer, or the name of a parameter */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(@Nullable String pointer, @Nullable String code, String detail) {
        Place(String pointer, String detail) {
            this(pointer, null, detail);
        }
    }
}
