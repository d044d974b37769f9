package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends a long file in parts, which the hub keeps and then decides together. Parts may overtake each other on the way: the
 * hub applies them by their numbers.
 */
final class PartsUpload implements Upload {

    private static final int LINES = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final HubClient hub;
    private final int inFlight;
    private final BulkUpload.Rejects rejects;
    private final Tally tally = new Tally();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Future<?>> underWay = new ArrayDeque<>();
    private final List<long[]> numbers = new ArrayList<>();
    private final String id;
    private StringBuilder body = new StringBuilder();
    private long[] gathered = new long[LINES];
    private int count;
    private long sent;

    /** Opens the load. */
    PartsUpload(HubClient hub, String source, String entity, int inFlight, BulkUpload.Rejects rejects) {
        this.hub = hub;
        this.inFlight = inFlight;
        this.rejects = rejects;
        this.id = hub.post(
                        "/api/v1/loads?source=" + HubClient.segment(source) + "&entity=" + HubClient.segment(entity),
                        "")
                .path("id")
                .asText();
    }

    @Override
    public void add(SourceLine line) {
        switch (line) {
            case SourceLine.Parsed(long number, String _, String json) -> {
                body.append(json).append('\n');
                gathered[count++] = number;
                if (count == LINES) {
                    send();
                }
            }
            case SourceLine.Unreadable unreadable -> {
                tally.addUnreadable();
                rejects.reject(unreadable.number(), unreadable.code(), unreadable.reason());
            }
        }
    }

    private void send() {
        if (count == 0) {
            return;
        }
        String lines = body.toString();
        body = new StringBuilder(body.length());
        long[] lineNumbers = Arrays.copyOf(gathered, count);
        sent += count;
        count = 0;
        while (underWay.size() >= inFlight) {
            await(underWay.remove());
        }
        String path = "/api/v1/loads/" + id + "/" + numbers.size();
        numbers.add(lineNumbers);
        underWay.add(senders.submit(() -> hub.putPart(path, BodyPublishers.ofString(lines))));
    }

    @Override
    public Tally finish() {
        send();
        while (!underWay.isEmpty()) {
            await(underWay.remove());
        }
        hub.post("/api/v1/loads/" + id, "");
        JsonNode job = hub.get("/api/v1/jobs/" + id);
        while (!job.hasNonNull("finishedAt")) {
            hub.rest(POLL);
            job = hub.get("/api/v1/jobs/" + id);
        }
        tally.add(job.path("counts"));
        if (tally.of("rejected") + tally.of("quarantined") > 0) {
            tellRejects();
        }
        if (!job.path("state").asText().equals("done")) {
            throw CommandFailure.hub("the hub stopped the load: "
                    + job.path("error").asText(job.path("state").asText()));
        }
        return tally;
    }

    private void tellRejects() {
        for (int part = 0; part < numbers.size(); part++) {
            String results =
                    hub.look("/api/v1/jobs/" + id + "/results?cursor=" + part).body();
            for (String line : results.split("\n")) {
                if (line.contains("\"rejected\"") || line.contains("\"quarantined\"")) {
                    tellReject(numbers.get(part), HubClient.parse(line));
                }
            }
        }
    }

    private void tellReject(long[] lineNumbers, JsonNode result) {
        String status = result.path("status").asText();
        if (status.equals("rejected") || status.equals("quarantined")) {
            int at = result.path("line").asInt() - 1;
            String pointer = result.path("pointer").asText("");
            rejects.reject(
                    at >= 0 && at < lineNumbers.length ? lineNumbers[at] : 0,
                    result.path("code").asText(status),
                    (pointer.isEmpty() ? "" : pointer + ": ")
                            + result.path("message").asText(status));
        }
    }

    @Override
    public Tally tally() {
        return underWay.isEmpty() && sent == 0 ? tally : tally.withLines(sent);
    }

    private static void await(Future<?> answer) {
        try {
            answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.hub("interrupted while records were under way");
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        senders.close();
    }
}
