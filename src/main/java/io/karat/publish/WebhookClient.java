package io.karat.publish;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends one request to an address that was checked before. The connection goes to that address, while the Host header and
 * the name in TLS stay those of the webhook. No redirect is followed, little of the answer is read, and the whole takes no
 * longer than its time.
 */
final class WebhookClient {

    private static final int EXCERPT = 1000;
    private static final int MOST_READ = 64 * 1024;
    private static final long LONGEST_BODY_MS = 1000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;

    /** @param options may say whom to trust */
    WebhookClient(Vertx vertx, HttpClientOptions options, Duration timeout) {
        this.vertx = vertx;
        this.timeout = timeout;
        // The pool is no bound: endpoints behind one address must not wait for each other. Turns bound what is in
        // flight.
        client = vertx.createHttpClient(new HttpClientOptions(options)
                .setConnectTimeout((int) Math.min(timeout.toMillis(), 5000))
                .setMaxPoolSize(10_000)
                .setKeepAliveTimeout(5)
                .setMaxHeaderSize(16 * 1024)
                .setTracingPolicy(io.vertx.core.tracing.TracingPolicy.IGNORE));
    }

    Answer post(WebhookUrl url, InetAddress address, Map<String, String> headers, String body) {
        long start = System.nanoTime();
        AtomicReference<HttpClientRequest> request = new AtomicReference<>();
        try {
            return client.request(options(url, address))
                    .compose(opened -> {
                        request.set(opened);
                        headers.forEach(opened::putHeader);
                        // Waits for the answer before anything is sent: one that is complete before somebody reads
                        // it can be read no more.
                        Future<Answer> answer = opened.response().compose(response -> read(response, start));
                        return opened.end(Buffer.buffer(body, StandardCharsets.UTF_8.name()))
                                .compose(sent -> answer);
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            HttpClientRequest opened = request.get();
            if (opened != null) {
                opened.reset();
            }
            return new Answer.Unanswered("no answer within " + timeout.toMillis() + " ms", since(start));
        } catch (ExecutionException e) {
            return new Answer.Unanswered(say(java.util.Objects.requireNonNullElse(e.getCause(), e)), since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unanswered("the hub is stopping", since(start));
        }
    }

    private RequestOptions options(WebhookUrl url, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.tls())
                .setURI(url.target())
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis());
    }

    private Future<Answer> read(HttpClientResponse response, long start) {
        Promise<Answer> answer = Promise.promise();
        Buffer excerpt = Buffer.buffer();
        int[] received = {0};
        Runnable finish = () -> answer.tryComplete(new Answer.Answered(
                response.statusCode(),
                response.getHeader("Retry-After"),
                new String(excerpt.getBytes(), StandardCharsets.UTF_8).replace('\0', ' '),
                since(start)));
        Runnable cut = () -> {
            finish.run();
            response.request().reset();
        };
        long timer = vertx.setTimer(LONGEST_BODY_MS, id -> cut.run());
        answer.future().onComplete(done -> vertx.cancelTimer(timer));
        response.exceptionHandler(failure -> finish.run());
        response.endHandler(end -> finish.run());
        response.handler(chunk -> {
            received[0] += chunk.length();
            excerpt.appendBuffer(chunk, 0, Math.min(chunk.length(), EXCERPT - excerpt.length()));
            if (received[0] > MOST_READ) {
                cut.run();
            }
        });
        return answer.future();
    }

    private static String say(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        return switch (failure) {
            case java.net.ConnectException e -> "cannot connect";
            case javax.net.ssl.SSLException e -> "TLS failed: " + kind;
            case java.io.IOException e -> "the connection broke";
            case io.vertx.core.VertxException e -> "the connection broke";
            default -> "failed: " + kind;
        };
    }

    private static int since(long start) {
        return (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
