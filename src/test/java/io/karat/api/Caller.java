package io.karat.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A system that calls the API with a token and sends bytes as they are. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String root;
    private final String token;

    Caller(URI hub, String token) {
        this.root = hub.getScheme() + "://" + hub.getAuthority();
        this.token = token;
    }

    HttpResponse<String> call(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return call("GET", path, new byte[0], headers);
    }

    HttpResponse<String> put(String path, byte[] body) {
        return call("PUT", path, body, "Content-Type", "application/json");
    }

    /** Asks again until what is shown is as wanted. */
    JsonObject await(String path, Predicate<JsonObject> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonObject shown = json(get(path));
        while (!wanted.test(shown)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("after " + PATIENCE + " it still is " + shown.encode());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            shown = json(get(path));
        }
        return shown;
    }

    static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }
}
