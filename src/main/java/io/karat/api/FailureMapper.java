package io.karat.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.karat.intake.BodyRefused;
import io.karat.ledger.QueueFull;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.ForbiddenException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one place where failures become answers. Resources throw what fits; under {@code /api} it is answered with a problem
 * document, on pages with the bare status.
 */
@Singleton
class FailureMapper {

    private static final Logger LOG = Logger.getLogger(FailureMapper.class);

    @ServerExceptionMapper
    Response refused(WebApplicationException failure, UriInfo uri) {
        Response given = failure.getResponse();
        if (!api(uri) || given.hasEntity()) {
            return given;
        }
        Problem problem = failure.getCause() instanceof JsonProcessingException unreadable
                ? unreadable(unreadable)
                : Problem.of(given.getStatusInfo(), detail(failure));
        Response.ResponseBuilder answer = problem.answer();
        given.getHeaders().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        return answer.type(Problem.MEDIA_TYPE).build();
    }

    @ServerExceptionMapper
    Response mistyped(MismatchedInputException failure, UriInfo uri) {
        return api(uri)
                ? unreadable(failure).answer().build()
                : Response.status(Response.Status.BAD_REQUEST).build();
    }

    @ServerExceptionMapper
    Response invalid(ResteasyReactiveViolationException failure, UriInfo uri) {
        List<Problem.Place> errors = failure.getConstraintViolations().stream()
                .map(violation -> new Problem.Place(pointer(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Problem.Place::pointer))
                .toList();
        if (api(uri) && inAddress(failure, uri)) {
            return Refused.parameters(errors).answer();
        }
        return answer(uri, Problem.of(Response.Status.BAD_REQUEST, "Some of what was sent cannot be used", errors));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, UriInfo uri) {
        return answer(uri, Problem.of(Response.Status.FORBIDDEN, "This needs another role, source or subscription"));
    }

    @ServerExceptionMapper
    Response refused(Refused failure) {
        return failure.answer();
    }

    @ServerExceptionMapper
    Response refused(BodyRefused failure, UriInfo uri) {
        Response.Status status = switch (failure.reason()) {
            case MALFORMED -> Response.Status.BAD_REQUEST;
            case TOO_LARGE -> Response.Status.REQUEST_ENTITY_TOO_LARGE;
        };
        return answer(uri, Problem.of(status, failure.code(), failure.getMessage(), List.of()));
    }

    @ServerExceptionMapper
    Response full(QueueFull failure, UriInfo uri) {
        long seconds = Math.max(1, failure.retryAfter().toSeconds());
        return Response.fromResponse(answer(
                        uri, Problem.of(Response.Status.TOO_MANY_REQUESTS, "The hub is busy; nothing was taken")))
                .header("Retry-After", seconds)
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, UriInfo uri) {
        Problem problem = Problem.of(
                Response.Status.INTERNAL_SERVER_ERROR, "The hub failed; its log says why under the trace id");
        LOG.errorf(failure, "A request failed: %s", problem.traceId());
        return answer(uri, problem);
    }

    private static Response answer(UriInfo uri, Problem problem) {
        return api(uri)
                ? problem.answer().build()
                : Response.status(problem.status()).build();
    }

    private static boolean inAddress(ResteasyReactiveViolationException failure, UriInfo uri) {
        return failure.getConstraintViolations().stream()
                .map(FailureMapper::pointer)
                .allMatch(uri.getQueryParameters()::containsKey);
    }

    private static boolean api(UriInfo uri) {
        return uri.getPath().equals("/api") || uri.getPath().startsWith("/api/");
    }

    /** What a resource said. The framework's own texts repeat the status, or what was sent. */
    private static @Nullable String detail(WebApplicationException failure) {
        String message = failure.getMessage();
        return message == null
                        || message.startsWith("HTTP ")
                        || message.startsWith("Unable to find")
                        || failure.getCause() != null
                ? null
                : message;
    }

    /** By place and path; the parser's own message would repeat the value. */
    private static Problem unreadable(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String pointer = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("/", "/", ""));
            return Problem.of(
                    Response.Status.BAD_REQUEST,
                    "The body does not have the expected form",
                    List.of(new Problem.Place(pointer, "is of another type than expected")));
        }
        String place = failure.getLocation() == null
                ? ""
                : " at line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr();
        return Problem.of(Response.Status.BAD_REQUEST, "The body cannot be read as JSON" + place);
    }

    /** The first two steps name the method and its parameter, which say nothing to the caller. */
    private static String pointer(ConstraintViolation<?> violation) {
        List<String> steps = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Path.Node::toString)
                .toList();
        return steps.size() > 2 ? "/" + String.join("/", steps.subList(2, steps.size())) : steps.getLast();
    }
}
