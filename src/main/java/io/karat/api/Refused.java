package io.karat.api;

import io.karat.intake.Fault;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A request is refused for a reason that has a code of its own. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** RFC 6585: a write that has to say which version it is about. */
    static final Response.StatusType PRECONDITION_REQUIRED = Response.Status.PRECONDITION_REQUIRED;

    static final Response.StatusType UNPROCESSABLE = new Response.StatusType() {
        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Response.Status.Family getFamily() {
            return Response.Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    };

    private final transient Problem problem;

    private Refused(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    static Refused of(Response.StatusType status, String code, String detail) {
        return new Refused(Problem.of(status, code, detail, List.of()));
    }

    static Refused unknownEntity() {
        return of(Response.Status.NOT_FOUND, "entity.unknown", "There is no entity type of this name");
    }

    static Refused unknownGolden() {
        return of(Response.Status.NOT_FOUND, "golden.unknown", "There is no golden record with this id");
    }

    /** What was sent about a record cannot be kept: 400 where it cannot be read at all, else 422. */
    static Refused faulty(List<Fault> faults) {
        Fault first = faults.getFirst();
        Response.StatusType status = first.code().equals("record.size")
                ? Response.Status.REQUEST_ENTITY_TOO_LARGE
                : first.code().startsWith("json.") || first.code().equals("text.encoding")
                        ? Response.Status.BAD_REQUEST
                        : UNPROCESSABLE;
        List<Problem.Place> places = faults.stream()
                .map(fault -> new Problem.Place(fault.pointer(), fault.code(), fault.message()))
                .toList();
        return new Refused(Problem.of(status, first.code(), "The record was not taken: " + first.message(), places));
    }

    /** The chain of standing decisions in the way, in its order. */
    static Refused contradicts(List<UUID> decisions, String message) {
        List<Problem.Place> chain = decisions.stream()
                .map(id -> new Problem.Place("/decisions/" + id, "decision.standing", "stands in the way"))
                .toList();
        return new Refused(Problem.of(Response.Status.CONFLICT, "decision.contradicts", message, chain));
    }

    static Refused unknownCursor() {
        return of(Response.Status.BAD_REQUEST, "cursor.unknown", "This is no cursor of ours");
    }

    /** @param must what the query parameter is to be, as "must be a whole number" */
    static Refused parameter(String name, String must) {
        return parameters(List.of(new Problem.Place(name, must)));
    }

    static Refused parameters(List<Problem.Place> wrong) {
        String detail = wrong.stream()
                .map(place -> place.pointer() + " " + place.detail())
                .collect(Collectors.joining("; "));
        return new Refused(Problem.of(Response.Status.BAD_REQUEST, "parameter.value", detail, wrong));
    }

    Response answer() {
        return problem.answer().build();
    }
}
