package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A system that subscribes: checks the signature of each webhook and tells it in one line. */
final class DemoSubscriber implements AutoCloseable {

    private static final int LONGEST_BODY = 1 << 20;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Consumer<String> teller;

    /** @param port 0 for any that is free */
    DemoSubscriber(int port, Consumer<String> teller) throws IOException {
        this.teller = teller;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(workers);
        server.createContext("/hooks/", this::receive);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url(String entity) {
        return URI.create("http://127.0.0.1:" + port() + "/hooks/" + entity);
    }

    void trust(String entity, String secret) {
        secrets.put(entity, secret);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String entity = exchange.getRequestURI().getPath().substring("/hooks/".length());
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
            String payload = new String(body, StandardCharsets.UTF_8);
            boolean genuine = genuine(entity, payload, exchange);
            teller.accept("webhook  " + (genuine ? describe(entity, payload) : "refused, its signature is not valid"));
            exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
        }
    }

    private boolean genuine(String entity, String payload, HttpExchange exchange) {
        String secret = secrets.get(entity);
        if (secret == null) {
            return false;
        }
        try {
            new Webhook(secret).verify(payload, HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true));
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    private static String describe(String entity, String payload) {
        JsonNode event = HubClient.parse(payload);
        return String.format(
                "%-15s %-12s %s version %s, seq %s, signature valid",
                event.path("type").asText(),
                entity,
                event.path("subject").asText(),
                event.path("version").asText("-"),
                event.path("seq").asText("-"));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
