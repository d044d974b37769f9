package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * As much of the hub's API as the commands use. It keeps records by key and recognises what did not change; it can be told
 * to be busy or to break a connection for its next calls.
 */
final class HubDouble implements AutoCloseable {

    static final String TOKEN = "secret-token";

    enum Mood {
        BUSY,
        BROKEN
    }

    final Map<String, JsonNode> records = new ConcurrentSkipListMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedDeque<Mood> moods = new ConcurrentLinkedDeque<>();
    final Map<String, String> answers = new TreeMap<>();
    private final HttpServer server;

    HubDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        answers.put("GET /api/v1/entities/person", """
                {"entity": "person", "attributes": [
                  {"name": "given_name"}, {"name": "family_name"}, {"name": "street"}, {"name": "email"}]}""");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(call);
        Mood mood = moods.poll();
        if (mood == Mood.BROKEN) {
            exchange.close();
        } else if (mood == Mood.BUSY) {
            exchange.getResponseHeaders().add("Retry-After", "7");
            answer(exchange, 429, "{\"title\": \"Too many requests\"}");
        } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"title\": \"Unauthorized\", \"detail\": \"the token is not known\"}");
        } else if (call.startsWith("POST /api/v1/sources/")) {
            answer(exchange, 200, take(body));
        } else if (answers.containsKey(call)) {
            answer(exchange, 200, answers.get(call));
        } else {
            answer(exchange, 404, "{\"title\": \"Not found\"}");
        }
    }

    private String take(String body) throws IOException {
        ObjectNode counts = HubClient.JSON.createObjectNode();
        Tally.COUNTS.forEach(name -> counts.put(name, 0));
        ArrayNode results = HubClient.JSON.createArrayNode();
        int number = 0;
        for (String line : body.lines().toList()) {
            number++;
            JsonNode record = HubClient.JSON.readTree(line);
            String key = record.path("key").asText();
            ObjectNode result = results.addObject().put("line", number).put("key", key);
            count(counts, "lines");
            if (key.startsWith("bad")) {
                count(counts, "rejected");
                result.put("status", "rejected")
                        .put("code", "type")
                        .put("message", "no text")
                        .put("pointer", "/data/x");
                continue;
            }
            JsonNode before = records.put(key, record);
            if (record.equals(before)) {
                count(counts, "unchanged");
                result.put("status", "unchanged");
            } else {
                count(counts, "accepted");
                count(counts, before == null ? "created" : "updated");
                result.put("status", "accepted");
            }
        }
        ObjectNode answer = HubClient.JSON.createObjectNode();
        answer.set("counts", counts);
        answer.set("results", results);
        return answer.toString();
    }

    private static void count(ObjectNode counts, String name) {
        counts.put(name, counts.path(name).asInt() + 1);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
