package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.karat.publish.Receiver;
import io.karat.publish.Subscriptions;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber reads: the feed, the snapshot, and webhooks. */
@QuarkusTest
class FeedTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    Subscriptions subscriptions;

    private Caller caller;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
    }

    private String put(String key, String name) {
        String body = new JsonObject()
                .put("data", new JsonObject().put("name", name).put("registration_id", key))
                .encode();
        return json(caller.put("/api/v1/sources/feedtest/organisation/" + key, body.getBytes(UTF_8)))
                .getString("goldenId");
    }

    private static String any() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private JsonObject page(String cursor, int limit) {
        return json(
                caller.get("/api/v1/feed/organisation?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
    }

    @Test
    void whoNamesNoFormatGetsJson() {
        put(any(), "Quiet Harbour Ltd");
        HttpResponse<String> answer = caller.get("/api/v1/feed/organisation?limit=1");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(json(caller.get("/api/v1/feed/organisation?limit=1", "Accept", "*/*"))
                        .getJsonArray("events"))
                .hasSize(1);
    }

    @Test
    void aReaderWithAnyPageSizeSeesEachSeqOnceAndInOrder() {
        for (int i = 0; i < 12; i++) {
            put(any(), "Company " + any());
        }
        SplittableRandom random = new SplittableRandom(11);
        List<Long> seen = new ArrayList<>();
        String cursor = "";
        JsonObject page = page(cursor, 1);
        while (!page.getJsonArray("events").isEmpty()) {
            page.getJsonArray("events").forEach(e -> seen.add(((JsonObject) e).getLong("seq")));
            cursor = page.getString("cursor");
            page = page(cursor, 1 + random.nextInt(5));
        }
        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList());
        assertThat(page.getString("cursor")).as("also when empty").isNotBlank();
    }

    @Test
    void aCursorThatWasChangedIsRefused() {
        put(any(), "Straight Line Inc");
        String cursor = page("", 1).getString("cursor");
        char first = cursor.charAt(4) == 'A' ? 'B' : 'A';
        String changed = cursor.substring(0, 4) + first + cursor.substring(5);
        assertThat(caller.get("/api/v1/feed/organisation?cursor=" + changed).statusCode())
                .isEqualTo(400);
        assertThat(caller.get("/api/v1/feed/person?cursor=" + cursor).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSnapshotAndTheFeedFromItsCursorGiveThePresentState() {
        String before = put(any(), "Before Sunrise GmbH");
        HttpResponse<String> snapshot = caller.get("/api/v1/snapshot/organisation");
        String cursor = snapshot.headers().firstValue("Karat-Cursor").orElseThrow();
        Map<String, Integer> held = new HashMap<>();
        snapshot.body().lines().map(JsonObject::new).forEach(g -> held.put(g.getString("id"), g.getInteger("version")));
        assertThat(held).containsKey(before);

        String after = put(any(), "After Sunset SARL");
        page(cursor, 100).getJsonArray("events").forEach(e -> {
            JsonObject event = (JsonObject) e;
            held.merge(event.getString("subject"), event.getInteger("version"), Math::max);
        });

        assertThat(held).containsKey(after);
    }

    /** A subscriber that keeps which record is where needs nothing but the events. */
    @Test
    void eventsOfAMergeAndOfItsUndoSayWhichRecordIsWhere() {
        String one = any();
        String other = any();
        Map<String, String> where = new HashMap<>();
        where.put(one, put(one, "Marzipan Mills " + one));
        where.put(other, put(other, "Oilskin Outfitters " + other));
        String cursor = caller.get("/api/v1/snapshot/organisation")
                .headers()
                .firstValue("Karat-Cursor")
                .orElseThrow();
        String path = "/api/v1/golden/organisation/" + where.get(one);
        HttpResponse<String> merged = caller.call(
                "POST",
                path + "/merge",
                ("{\"with\": \"" + where.get(other) + "\"}").getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                caller.get(path).headers().firstValue("ETag").orElseThrow());
        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
        String kept = json(merged).getJsonArray("golden").getString(0);
        String retired = kept.equals(where.get(one)) ? where.get(other) : where.get(one);

        JsonObject page = page(cursor, 100);

        assertThat(data(page, "golden.merged", kept).getJsonArray("merged")).containsExactly(retired);
        assertThat(data(page, "golden.merged", retired).getString("heir")).isEqualTo(kept);
        follow(page, where);
        assertThat(where).containsEntry(one, kept).containsEntry(other, kept);

        caller.call("POST", "/api/v1/decisions/" + json(merged).getString("decision") + "/undo", new byte[0]);
        page = page(page.getString("cursor"), 100);

        assertThat(data(page, "golden.split", kept).getJsonObject("moved").fieldNames())
                .containsExactly(retired);
        follow(page, where);
        assertThat(where).containsEntry(one, goldenOf(one)).containsEntry(other, goldenOf(other));
        assertThat(where.get(one)).isNotEqualTo(where.get(other));
    }

    private static JsonObject data(JsonObject page, String type, String golden) {
        return page.getJsonArray("events").stream()
                .map(JsonObject.class::cast)
                .filter(event -> event.getString("type").endsWith(type)
                        && event.getString("subject").equals(golden))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " of " + golden + " in " + page))
                .getJsonObject("data");
    }

    private static void follow(JsonObject page, Map<String, String> where) {
        for (Object event : page.getJsonArray("events")) {
            String subject = ((JsonObject) event).getString("subject");
            JsonObject data = ((JsonObject) event).getJsonObject("data");
            String heir = data.getString("heir");
            if (heir != null) {
                where.replaceAll((record, golden) -> golden.equals(subject) ? heir : golden);
            }
            JsonObject moved = data.getJsonObject("moved", new JsonObject());
            moved.forEach(to -> ((JsonArray) to.getValue()).forEach(record -> {
                assertThat(((JsonArray) record).getString(0)).isEqualTo("feedtest");
                where.put(((JsonArray) record).getString(1), to.getKey());
            }));
        }
    }

    private String goldenOf(String key) {
        return json(caller.get("/api/v1/sources/feedtest/organisation/" + key)).getString("goldenId");
    }

    @Test
    void aSubscriberHearsOfAChangeAndOneThatFailsHoldsNobodyUp() throws IOException {
        try (Receiver well = new Receiver()) {
            UUID dead = deadSubscription();
            well.subscribe(subscriptions, "organisation");

            String golden = put(any(), "Loud Bell plc");

            Receiver.Hook hook = well.next("golden.created");
            assertThat(hook.signed()).isTrue();
            assertThat(hook.body().getString("subject")).isEqualTo(golden);
            caller.await(
                    "/api/v1/subscriptions/" + dead,
                    s -> s.getInteger("pending", 0) > 0 && s.getString("lastError") != null);
            caller.call("DELETE", "/api/v1/subscriptions/" + dead, new byte[0]);
        }
    }

    /** Its receiver is gone before the first webhook. */
    private UUID deadSubscription() throws IOException {
        try (Receiver gone = new Receiver()) {
            return gone.subscribe(subscriptions, "organisation");
        }
    }
}
