package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Visitor;
import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why the guard held a merge arrives where it is decided. */
@QuarkusTest
class HeldMergeTest {

    private static final SplittableRandom RANDOM = new SplittableRandom(37);
    private static final String PASSWORD = "correct horse battery";
    private static final String WHY = "Both sides carry a value that belongs to one alone";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    Accounts accounts;

    private Caller caller;
    private String source;
    private String family;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        source = "hm-" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        // Of all letters, or people of other tests would be like these.
        family = RANDOM.ints(12, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void twoTaxIdsHoldAMergeAndTheReasonIsInTheCallAndOnThePage() {
        push("one", "Halbert", "1922-12-12", "553017842");
        push("two", "Halbert", "1922-12-12", "910446327");

        JsonObject held = only("&kind=guard");

        assertThat(held.getString("kind")).isEqualTo("guard");
        assertThat(held.getString("detail")).isEqualTo("exclusive");
        assertThat(held.getDouble("score")).as("else it would be joined").isGreaterThan(0.95);
        assertThat(json(caller.get("/api/v1/reviews/" + held.getString("id"))).getString("detail"))
                .isEqualTo("exclusive");
        assertThat(steward().get("/reviews/" + held.getString("id")).body()).contains(WHY);
    }

    @Test
    void aQuestionThatTheGuardDidNotAskHasNoSuchReason() {
        push("one", "Tess", "1922-12-12", "");
        push("two", "Tim", "1922-12-12", "");

        JsonObject asked = only("");

        assertThat(asked.getString("kind")).isEqualTo("match");
        assertThat(asked.getString("detail")).isNull();
        assertThat(steward().get("/reviews/" + asked.getString("id")).body())
                .contains(family)
                .doesNotContain(WHY);
    }

    private Visitor steward() {
        String name = "steward-" + UUID.randomUUID().toString().substring(0, 6);
        accounts.create(name, PASSWORD, Role.STEWARD, "user:test");
        Visitor visitor = new Visitor(hub);
        visitor.signIn(name, PASSWORD);
        return visitor;
    }

    private String path(String key) {
        return "/api/v1/sources/" + source + "/person/" + key;
    }

    private void push(String key, String given, String born, String taxId) {
        JsonObject data = new JsonObject()
                .put("given_name", given)
                .put("family_name", family)
                .put("birth_date", born);
        if (!taxId.isEmpty()) {
            data.put("email", "hal@" + family + ".example").put("tax_id", taxId);
        }
        HttpResponse<String> taken = caller.put(
                path(key), new JsonObject().put("data", data).encode().getBytes(UTF_8));
        assertThat(taken.statusCode()).as(taken.body()).isBetween(200, 201);
    }

    private JsonObject only(String more) {
        JsonArray reviews =
                json(caller.get("/api/v1/reviews?source=" + source + more)).getJsonArray("reviews");
        assertThat(reviews).hasSize(1);
        return reviews.getJsonObject(0);
    }
}
