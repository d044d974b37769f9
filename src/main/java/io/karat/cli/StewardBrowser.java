package io.karat.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the browser of a steward asks of the hub's pages: one session, forms with their token, redirects followed. */
final class StewardBrowser implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI hub;
    private String token;

    private StewardBrowser(URI hub) throws IOException {
        this.hub = hub;
        this.token = tokenOf(get("/login"));
    }

    /**
     * Makes an account and signs in with it.
     *
     * @throws CommandFailure when the hub does not let it in
     */
    static StewardBrowser signIn(BenchHub hub, String name) throws IOException {
        String password = UUID.randomUUID().toString();
        ObjectNode account = HubClient.JSON
                .createObjectNode()
                .put("name", name)
                .put("password", password)
                .put("role", "steward");
        hub.client().post("/api/v1/accounts", account.toString());
        StewardBrowser browser = new StewardBrowser(hub.url());
        HttpResponse<String> start =
                browser.post("/login", Map.of("name", name, "password", password, "next", "/reviews"));
        if (start.statusCode() != 200 || start.uri().getPath().equals("/login")) {
            throw CommandFailure.hub("the hub did not let " + name + " in");
        }
        browser.token = tokenOf(start);
        return browser;
    }

    private static String tokenOf(HttpResponse<String> page) {
        Matcher found = TOKEN.matcher(page.body());
        if (!found.find()) {
            throw CommandFailure.hub("no form at " + page.uri().getPath());
        }
        return found.group(1);
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(hub.resolve(path)).GET());
    }

    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + encoded(token) + "&", ""));
        return send(HttpRequest.newBuilder(hub.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(form)));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(LONGEST).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
