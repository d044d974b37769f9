package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A plan that the hub makes as a job: asked for, and waited for. The job goes on if this command ends before it. */
final class PlanJob {

    private static final Duration POLL = Duration.ofMillis(500);

    private PlanJob() {}

    /**
     * @param task shown beside the bar
     * @return the job's plan at its end: version and effect
     * @throws CommandFailure when it failed or was stopped
     */
    static JsonNode make(HubClient hub, String path, String task) {
        JsonNode job = hub.post(path, "");
        String at = "/api/v1/jobs/" + HubClient.segment(job.path("id").asText());
        try (Progress progress = Progress.of(task)) {
            while (!job.hasNonNull("finishedAt")) {
                JsonNode plan = job.path("plan");
                progress.at(plan.path("share").asDouble(), plan.path("phase").asText("waiting"));
                hub.rest(POLL);
                job = hub.get(at);
            }
        }
        String state = job.path("state").asText();
        if (!state.equals("done")) {
            throw CommandFailure.hub(
                    "the hub did not finish: " + job.path("error").asText(state));
        }
        return job.path("plan");
    }
}
