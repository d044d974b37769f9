package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.api.BadInputs.Expected;
import io.karat.api.BadInputs.Input;
import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input of the guide's table has exactly one outcome, and whatever it is, nothing that was accepted is lost. */
@QuarkusTest
class BadInputsTest {

    private static final String[] NDJSON = {"Content-Type", "application/x-ndjson", "Prefer", "wait"};
    private static final String[] CSV = {"Content-Type", "text/csv", "Prefer", "wait"};

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Caller caller;
    private String token;
    private String source;
    private String people;

    @BeforeEach
    void comeAsTheOperator() {
        token = directory.readSecret("admin.token").orElseThrow();
        caller = new Caller(hub, token);
        source = "bad-" + UUID.randomUUID().toString().substring(0, 8);
        people = "/api/v1/sources/" + source + "/person";
    }

    static Stream<Input> inputs() {
        return BadInputs.all();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void hasItsOneOutcomeAsARecord(Input input) {
        HttpResponse<String> answer = caller.put(people + "/it", input.body());
        HttpResponse<String> fate = caller.get(people + "/it");

        switch (input.expected()) {
            case Expected.Accepted(String attribute, String value) -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                assertThat(json(answer).getString("status")).isEqualTo("accepted");
                assertThat(first(fate, attribute)).isEqualTo(value);
            }
            case Expected.Finding(String attribute, String value) -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                assertThat(first(fate, attribute)).isEqualTo(value);
                assertThat(json(fate).getJsonArray("findings").stream()
                                .map(JsonObject.class::cast)
                                .filter(finding -> finding.getString("rule") == null)
                                .map(finding -> finding.getString("attribute")))
                        .containsExactly(attribute);
            }
            case Expected.Rejected(int status, String code) -> {
                isProblem(answer, status, code);
                assertThat(fate.statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void theGuideListsEachWithItsOutcome() throws IOException {
        String guide = Files.readString(Path.of("src/docs/inputs.md"));

        assertThat(inputs()).allSatisfy(input -> {
            assertThat(guide).contains(input.name());
            if (input.expected() instanceof Expected.Rejected(int _, String code)) {
                assertThat(guide).contains("`" + code + "`");
            }
        });
    }

    @Test
    void faultyLinesAreRejectedByThemselves() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        List<String> lines = List.of(
                "{\"key\": \"1\", \"data\": {\"given_name\": \"Ann\"}}",
                "{\"key\": \"2\", \"data\": {\"given_name\": ",
                "",
                "{\"key\": \"3\", \"data\": {\"nickname\": \"x\"}}",
                "{\"data\": {\"given_name\": \"Bob\"}}",
                "{\"key\": \"5\", \"data\": {\"given_name\": " + deep + "}}",
                "{\"key\": \"6\", \"data\": {\"city\": \"" + "x".repeat(2 << 20) + "\"}}",
                "{\"key\": \"7\", \"op\": \"upsert\", \"data\": {\"given_name\": \"Cid\"}}",
                "{\"key\": \"8\", \"op\": \"drop\", \"data\": {}}",
                "{\"key\": \"9\", \"data\": {\"given_name\": \"Dee\"}}");

        JsonObject answer =
                json(caller.call("POST", people, String.join("\n", lines).getBytes(UTF_8), NDJSON));

        assertCounts(answer, 9, 3, 6);
        assertThat(codes(answer))
                .containsExactly(
                        "1 accepted",
                        "2 json.truncated",
                        "4 attribute.unknown",
                        "5 key.missing",
                        "6 json.depth",
                        "7 record.size",
                        "8 accepted",
                        "9 op.unknown",
                        "10 accepted");
        assertThat(result(answer, 2).getString("pointer")).isEqualTo("/data/nickname");
        assertHeld("1", "7", "9");
        assertNotHeld("2", "3", "5", "6", "8");
    }

    @Test
    void bytesThatAreNoUtf8SpoilOnlyTheirLine() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("{\"key\": \"1\", \"data\": {\"city\": \"Bern\"}}\n{\"key\": \"2\", \"data\": {\"city\": \""
                .getBytes(UTF_8));
        body.write("Z\u00fcrich".getBytes(StandardCharsets.ISO_8859_1));
        body.write("\"}}\n{\"key\": \"3\", \"data\": {\"city\": \"Z\u00fcrich\"}}".getBytes(UTF_8));

        JsonObject answer = json(caller.call("POST", people, body.toByteArray(), NDJSON));

        assertThat(codes(answer)).containsExactly("1 accepted", "2 text.encoding", "3 accepted");
        assertHeld("1", "3");
    }

    @Test
    void csvLinesAreRejectedByThemselves() {
        String body = """
                id,given_name,city,extra
                1,Ann,Bern,x
                2,Bob
                3,Cid,Basel,x,too many
                4,"De ""e""\",Bern,x
                5,a"b,Bern,x
                6,"line
                break",Bern,x
                ,Eve,Bern,x
                7,\0,Bern,x
                8,=cmd|' /C calc'!A0,@SUM(1),x
                9,"open,Bern,x
                10,Flo,Bern,x
                """;

        JsonObject answer = json(caller.call("POST", people + "?key=id", body.getBytes(UTF_8), CSV));

        assertThat(codes(answer))
                .containsExactly(
                        "2 accepted",
                        "3 csv.ragged",
                        "4 csv.ragged",
                        "5 accepted",
                        "6 csv.quote",
                        "7 accepted",
                        "9 key.missing",
                        "10 text.null",
                        "11 accepted",
                        "12 csv.quote",
                        "13 accepted");
        assertThat(result(answer, 6).getString("column")).isEqualTo("id");
        assertThat(answer.getJsonArray("ignoredColumns").encode()).isEqualTo("[\"extra\"]");
        assertCounts(answer, 11, 5, 6);
        assertHeld("1", "4", "6", "8", "10");
        assertThat(first(caller.get(people + "/4"), "given_name")).isEqualTo("De \"e\"");
        assertThat(first(caller.get(people + "/6"), "given_name")).isEqualTo("line\nbreak");
        assertNotHeld("2", "3", "5", "7", "9");
        String exported = caller.get("/api/v1/export/person/golden?format=csv").body();
        String safe =
                caller.get("/api/v1/export/person/golden?format=csv&safe=true").body();
        assertThat(exported).contains(",=cmd|' /C calc'!A0,");
        assertThat(safe).contains(",'=cmd|' /C calc'!A0,").contains(",'@SUM(1),");
    }

    @Test
    void csvBodiesThatMakeNoSenseAreRefusedWhole() {
        isProblem(csv(""), 400, "csv.empty");
        isProblem(csv("id,city,city\n1,a,b\n"), 400, "csv.header");
        isProblem(csv("key,city\n1,a\n"), 400, "csv.column");
        isProblem(csv("id" + ",c".repeat(1_000_000) + "\n1\n"), 400, "record.size");
        isProblem(csv("id" + ",c".repeat(500) + "\n1\n"), 400, "csv.columns");
        isProblem(csv("id,\"city\n1,a\n"), 400, "csv.quote");
        isProblem(caller.call("POST", people, "id\n1\n".getBytes(UTF_8), CSV), 400, "csv.key");
        isProblem(
                caller.call("POST", people + "?key=id&map=..%2F..%2Fpasswd", "id\n1\n".getBytes(UTF_8), CSV),
                404,
                "map.unknown");
        assertNotHeld("1");
        assertCounts(json(csv("id,city\n")), 0, 0, 0);
    }

    @Test
    void utf16FilesAreRead() {
        HttpResponse<String> answer = caller.call(
                "POST",
                people + "?key=id",
                "\uFEFFid,city\r\n1,Z\u00fcrich\r\n".getBytes(StandardCharsets.UTF_16BE),
                CSV);

        assertCounts(json(answer), 1, 1, 0);
        assertThat(first(caller.get(people + "/1"), "city")).isEqualTo("Z\u00fcrich");
    }

    @Test
    void packedBodiesAreMeasuredUnpacked() throws IOException {
        byte[] line = "{\"key\": \"1\", \"data\": {\"city\": \"Bern\"}}\n".getBytes(UTF_8);
        String[] packed = {"Content-Type", "application/x-ndjson", "Prefer", "wait", "Content-Encoding", "gzip"};

        assertCounts(json(caller.call("POST", people, gzip(line, 1), packed)), 1, 1, 0);
        isProblem(caller.call("POST", people, gzip(new byte[1 << 20], 70), packed), 413, "body.size");
        isProblem(caller.call("POST", people, line, packed), 400, "body.gzip");
        byte[] whole = gzip(line, 1000);
        isProblem(caller.call("POST", people, Arrays.copyOf(whole, whole.length / 2), packed), 400, "body.truncated");
        isProblem(
                caller.call("POST", people, line, "Content-Type", "application/x-ndjson", "Content-Encoding", "br"),
                415,
                "body.content-encoding");
        assertHeld("1");
    }

    @Test
    void aBodyTooLongToWaitForBecomesAJob() {
        // Deletions: ten thousand odd records would teach the hub what people are like.
        String body = IntStream.rangeClosed(1, 10_001)
                .mapToObj(i -> "{\"key\": \"" + i + "\", \"op\": \"delete\"}")
                .collect(Collectors.joining("\n"));

        HttpResponse<String> answer = caller.call("POST", people, body.getBytes(UTF_8), NDJSON);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).getLong("lines")).isEqualTo(10_001);
        String job = answer.headers().firstValue("Location").orElseThrow();
        assertThat(caller.call("POST", URI.create(job).getPath() + "/cancel", new byte[0])
                        .statusCode())
                .isIn(200, 409);
    }

    @Test
    void aJobGivesEachLineItsResult() {
        String body =
                "{\"key\": \"1\", \"data\": {\"city\": \"Bern\"}}\nnot json\n{\"key\": \"1\", \"op\": \"delete\"}\n";

        HttpResponse<String> answer =
                caller.call("POST", people, body.getBytes(UTF_8), "Content-Type", "application/x-ndjson");

        assertThat(answer.statusCode()).isEqualTo(202);
        String job = URI.create(answer.headers().firstValue("Location").orElseThrow())
                .getPath();
        assertCounts(caller.await(job, shown -> shown.getString("state").equals("done")), 3, 2, 1);
        HttpResponse<String> results = caller.get(job + "/results");
        assertThat(results.body().lines().map(JsonObject::new).map(r -> r.getString("status")))
                .containsExactly("accepted", "rejected", "accepted");
        assertThat(json(caller.get(people + "/1")).getString("state")).isEqualTo("deleted");
    }

    @Test
    void requestsThatMakeNoSenseAreRefused() {
        byte[] body = "{\"data\": {\"city\": \"Bern\"}}".getBytes(UTF_8);
        isProblem(caller.call("PUT", people + "/1", body, "Content-Type", "text/plain"), 415, "unsupported-media-type");
        isProblem(
                caller.call("PATCH", "/api/v1/jobs", body, "Content-Type", "application/json"),
                405,
                "method-not-allowed");
        isProblem(caller.put("/api/v1/sources/" + source + "/nothing/1", body), 404, "entity.unknown");
        isProblem(caller.put("/api/v1/sources/B%20D/person/1", body), 400, "source.name");
        isProblem(caller.put(people + "/" + "k".repeat(513), body), 422, "key.length");
        isProblem(caller.put(people + "/a%00b", body), 422, "text.null");
        isProblem(caller.get("/api/v1/reviews?cursor=tampered"), 400, "cursor.unknown");
        isProblem(caller.get("/api/v1/golden/person?q=a&cursor=tampered"), 400, "cursor.unknown");
        isProblem(caller.get("/api/v1/golden/person/" + UUID.randomUUID()), 404, "golden.unknown");
        isProblem(new Caller(hub, "karat_none").put(people + "/1", body), 401, "unauthorized");
        assertNotHeld("1");
    }

    @Test
    void stewardsSayWhichVersionTheySaw() {
        String golden = json(caller.put(
                        people + "/1", "{\"data\": {\"given_name\": \"Pin\", \"city\": \"Bern\"}}".getBytes(UTF_8)))
                .getString("goldenId");
        byte[] pin = "{\"attribute\": \"city\", \"value\": \"Basel\", \"reason\": \"letter\"}".getBytes(UTF_8);
        String pins = "/api/v1/golden/person/" + golden + "/pins";
        String type = "application/json";

        isProblem(caller.call("POST", pins, pin, "Content-Type", type), 428, "version.missing");
        isProblem(caller.call("POST", pins, pin, "Content-Type", type, "If-Match", "*"), 412, "version.changed");
        isProblem(caller.call("POST", pins, pin, "Content-Type", type, "If-Match", "\"7\""), 412, "version.changed");
        String seen = caller.get("/api/v1/golden/person/" + golden)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(caller.call("POST", pins, pin, "Content-Type", type, "If-Match", seen)
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(caller.get("/api/v1/golden/person/" + golden))
                        .getJsonObject("data")
                        .getString("city"))
                .isEqualTo("Basel");
    }

    @Test
    void headersDoNotChangeTheMethod() {
        caller.put(people + "/1", "{\"data\": {\"city\": \"Bern\"}}".getBytes(UTF_8));

        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            assertThat(caller.get(people + "/1?_method=DELETE", header, "DELETE")
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(json(caller.get(people + "/1")).getString("state")).isEqualTo("live");
    }

    @Test
    void anotherSourcesTokenWritesNothing() {
        JsonObject made = json(caller.call(
                "POST",
                "/api/v1/tokens",
                ("{\"kind\": \"source\", \"name\": \"t\", \"source\": \"" + source + "-x\"}").getBytes(UTF_8),
                "Content-Type",
                "application/json"));
        Caller other = new Caller(hub, made.getString("secret"));
        byte[] body = "{\"data\": {\"city\": \"Bern\"}}".getBytes(UTF_8);

        isProblem(other.put(people + "/1", body), 403, "forbidden");
        isProblem(other.call("POST", people, body, NDJSON), 403, "forbidden");
        isProblem(other.get(people + "/1"), 403, "forbidden");
        assertThat(other.put("/api/v1/sources/" + source + "-x/person/1", body).statusCode())
                .isEqualTo(201);
        assertNotHeld("1");
    }

    @Test
    void aBodyThatBreaksOffChangesNothing() throws IOException {
        raw("PUT " + people + "/1", "Content-Type: application/json\r\nContent-Length: 100", "{\"data\": {\"city\": ");
        raw(
                "POST " + people,
                "Content-Type: application/x-ndjson\r\nPrefer: wait\r\nContent-Length: 100",
                "{\"key\": \"1\", \"data\": {\"city\": \"Bern\"}}\n{\"key\":");

        assertNotHeld("1");
    }

    @Test
    void hugeHeadersAreRefused() {
        assertThat(caller.get(people + "/1", "X-Huge", "h".repeat(1 << 20)).statusCode())
                .isIn(400, 431);
    }

    @Test
    void theSameContentAgainChangesNothingAndOlderContentIsStale() {
        byte[] now = "{\"observedAt\": \"2026-01-02T00:00:00Z\", \"data\": {\"city\": \"Bern\"}}".getBytes(UTF_8);
        byte[] before = "{\"observedAt\": \"2026-01-01T00:00:00Z\", \"data\": {\"city\": \"Basel\"}}".getBytes(UTF_8);

        assertThat(json(caller.put(people + "/1", now)).getString("status")).isEqualTo("accepted");
        assertThat(json(caller.put(people + "/1", now)).getString("status")).isEqualTo("unchanged");
        assertThat(json(caller.put(people + "/1", before)).getString("status")).isEqualTo("stale");
        assertThat(first(caller.get(people + "/1"), "city")).isEqualTo("Bern");
    }

    private void raw(String start, String headers, String part) throws IOException {
        try (Socket socket = new Socket(hub.getHost(), hub.getPort());
                OutputStream out = socket.getOutputStream()) {
            out.write((start + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n" + headers + "\r\n\r\n"
                            + part)
                    .getBytes(UTF_8));
            out.flush();
        }
    }

    private HttpResponse<String> csv(String body) {
        return caller.call("POST", people + "?key=id", body.getBytes(UTF_8), CSV);
    }

    private static byte[] gzip(byte[] part, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                out.write(part);
            }
        }
        return bytes.toByteArray();
    }

    private static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).getString("code")).isEqualTo(code);
        assertThat(json(answer).getString("type")).isEqualTo("urn:karat:problem:" + code);
        assertThat(json(answer).getInteger("status")).isEqualTo(status);
    }

    private void assertHeld(String... keys) {
        assertThat(List.of(keys))
                .allSatisfy(
                        key -> assertThat(json(caller.get(people + "/" + key)).getString("state"))
                                .as(key)
                                .isEqualTo("live"));
    }

    private void assertNotHeld(String... keys) {
        assertThat(List.of(keys))
                .allSatisfy(key -> assertThat(caller.get(people + "/" + key).statusCode())
                        .as(key)
                        .isEqualTo(404));
    }

    private static void assertCounts(JsonObject answer, long lines, long accepted, long rejected) {
        JsonObject counts = answer.getJsonObject("counts");
        assertThat(counts.getLong("lines")).as(counts.encode()).isEqualTo(lines);
        assertThat(counts.getLong("accepted")).isEqualTo(accepted);
        assertThat(counts.getLong("rejected")).isEqualTo(rejected);
    }

    private static JsonObject result(JsonObject answer, int at) {
        return answer.getJsonArray("results").getJsonObject(at);
    }

    private static List<String> codes(JsonObject answer) {
        return answer.getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .map(r -> r.getLong("line") + " " + r.getString("code", r.getString("status")))
                .toList();
    }

    private static String first(HttpResponse<String> fate, String attribute) {
        assertThat(fate.statusCode()).isEqualTo(200);
        Object value = json(fate).getJsonObject("data").getValue(attribute);
        return value instanceof JsonArray list ? list.getString(0) : (String) value;
    }
}
