package io.karat.api;

import io.karat.intake.Job;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers of calls that become a job. */
final class Planned {

    private Planned() {}

    static Response answer(Job job) {
        return Response.accepted(job)
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .header("Retry-After", 1)
                .build();
    }
}
