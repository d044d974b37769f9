package io.karat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * Calls to one hub. A busy hub (429, 503) and a lost connection are tried again for a while, as a hub that restarts comes
 * back; every call made here may be repeated without harm.
 */
final class HubClient implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    /** What is looked at while the hub works is there at once, or else asked for again. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** A piece of a load, or a plan's preview, may take its time. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final String token;
    private Duration patience = Duration.ofSeconds(5);
    private Pause pause = Thread::sleep;

    HubClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** For how long, in all pauses of one call together, a hub that is away or busy is waited for. */
    HubClient patience(Duration time) {
        this.patience = time;
        return this;
    }

    HubClient pause(Pause other) {
        this.pause = other;
        return this;
    }

    /** Waits before something is asked again. */
    void rest(Duration time) {
        try {
            pause.forAsLongAs(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.hub("interrupted while waiting for the hub");
        }
    }

    URI base() {
        return base;
    }

    /** One segment of a path, escaped. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads without judging the status; for what may be missing. */
    HttpResponse<String> look(String path) {
        return send(request(path).timeout(SHORT).GET().build(), BodyHandlers.ofString());
    }

    /** Reads a body too large to hold; the caller closes it. */
    InputStream stream(String path) {
        HttpResponse<InputStream> answer = send(request(path).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.statusCode() == 200 ? InputStream.nullInputStream() : answer.body()) {
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw refused(answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw CommandFailure.hub("the hub's answer broke off: " + e.getMessage());
        }
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = look(path);
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), answer.body());
        }
        return parse(answer.body());
    }

    /** Sends a part of a load; it may come again. */
    void putPart(String path, BodyPublisher lines) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/x-ndjson")
                .PUT(lines)
                .build();
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
    }

    JsonNode post(String path, String json) {
        HttpResponse<String> answer = tryPost(path, json);
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        return parse(answer.body());
    }

    /** Posts without judging the status; for what may exist already. */
    HttpResponse<String> tryPost(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Sends lines of records and waits for their results. */
    JsonNode postLines(String path, BodyPublisher lines) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/x-ndjson")
                .header("Prefer", "wait")
                .POST(lines)
                .build();
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), answer.body());
        }
        return parse(answer.body());
    }

    static CommandFailure refused(int status, String body) {
        JsonNode problem = MissingNode.getInstance();
        try {
            problem = JSON.readTree(body);
        } catch (JsonProcessingException _) {
            // Not a problem document; the status alone must do.
        }
        String title = problem.path("title").asText("");
        String detail = problem.path("detail").asText("");
        String said = title + (title.isEmpty() || detail.isEmpty() ? "" : ": ") + detail;
        return CommandFailure.hub("the hub answered " + status + (said.isEmpty() ? "" : " (" + said + ")"));
    }

    static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw CommandFailure.hub("the hub's answer is no JSON: " + e.getOriginalMessage());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "karat-cli")
                .timeout(LONG);
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        Duration waited = Duration.ZERO;
        Duration next = FIRST_PAUSE;
        try {
            while (true) {
                Duration wanted = next;
                try {
                    HttpResponse<T> answer = http.send(request, handler);
                    if (!BUSY.contains(answer.statusCode()) || waited.compareTo(patience) >= 0) {
                        return answer;
                    }
                    wanted = answer.headers()
                            .firstValue("Retry-After")
                            .flatMap(RetryAfter::duration)
                            .orElse(next);
                } catch (IOException e) {
                    if (waited.compareTo(patience) >= 0) {
                        throw CommandFailure.hub("the hub at " + base + " cannot be reached ("
                                + e.getClass().getSimpleName() + "). Is it running?");
                    }
                }
                pause.forAsLongAs(wanted);
                waited = waited.plus(wanted);
                next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.hub("interrupted while waiting for the hub");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
