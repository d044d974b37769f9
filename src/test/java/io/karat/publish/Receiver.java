package io.karat.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** A subscriber on this host that checks the signature of each webhook with the library of the specification. */
public final class Receiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(withTheLoaderOf(Thread.currentThread()));
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final BlockingQueue<Hook> hooks = new LinkedBlockingQueue<>();
    private final List<Hook> received = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Hook> status;

    /**
     * What arrived.
     *
     * @param signed its signature verifies, and that of an altered body does not
     * @param replay it is marked as sent again
     */
    public record Hook(String entity, String id, boolean signed, boolean replay, JsonObject body) {
        long seq() {
            return body.getLong("seq");
        }

        String subject() {
            return body.getString("subject");
        }
    }

    public Receiver() throws IOException {
        this(204);
    }

    /** Answers everything with a status. */
    Receiver(int status) throws IOException {
        this.status = _ -> status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::receive);
        server.start();
    }

    /** The server's own threads know none, and what reads JSON finds its parts by it when it is used for the first time. */
    private static ThreadFactory withTheLoaderOf(Thread test) {
        ClassLoader loader = test.getContextClassLoader();
        return task -> {
            Thread thread = Thread.ofVirtual().unstarted(task);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** What it answers from now on. */
    void answer(ToIntFunction<Hook> status) {
        this.status = status;
    }

    /** All that arrived, in order, whatever the answer. */
    List<Hook> received() {
        return List.copyOf(received);
    }

    /** From now on; the new subscription's id. */
    public UUID subscribe(Subscriptions subscriptions, String entity) {
        String path = entity + "-" + UUID.randomUUID();
        NewSubscription wish = new NewSubscription(path, entity, url(path), null, "user:test");
        SubscriptionChange made = subscriptions.create(wish);
        assertThat(made).isInstanceOf(SubscriptionChange.Done.class);
        SubscriptionChange.Done done = (SubscriptionChange.Done) made;
        secrets.put(path, done.secret());
        return done.subscription().id();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** The next one of a type; others on the way are dropped. */
    public Hook next(String type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                Hook hook = hooks.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(hook).as("a webhook " + type + " within " + PATIENCE).isNotNull();
                if (hook.body().getString("type").equals(type)) {
                    return hook;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new ConcurrentHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
            String secret = secrets.getOrDefault(path, "whsec_AAAA");
            boolean signed = verifies(secret, body, headers) && !verifies(secret, body + " ", headers);
            Hook hook = new Hook(
                    path,
                    headers.get("webhook-id").getFirst(),
                    signed,
                    headers.containsKey("webhook-replay"),
                    new JsonObject(body));
            received.add(hook);
            hooks.add(hook);
            exchange.sendResponseHeaders(status.applyAsInt(hook), -1);
        }
    }

    private static boolean verifies(String secret, String body, Map<String, List<String>> headers) {
        try {
            new Webhook(secret).verify(body, java.net.http.HttpHeaders.of(headers, (name, value) -> true));
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}
