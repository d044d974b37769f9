package io.karat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.access.Visitor;
import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every failure of the API is a problem document that says what is wrong, without repeating what was sent. */
@QuarkusTest
class ProblemTest {

    private static final String CANARY = "canary7531";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Visitor visitor;
    private String operator;

    @BeforeEach
    void comeAsTheOperator() {
        visitor = new Visitor(hub);
        operator = "Bearer " + directory.readSecret("admin.token").orElseThrow();
    }

    @Test
    void namesThePlaceOfABrokenBody() {
        JsonObject problem = problem(400, post("{\"kind\": \"" + CANARY + "\",\n \"name\" \"x\"}"));

        assertThat(problem.getString("detail")).isEqualTo("The body cannot be read as JSON at line 2, column 9");
    }

    @Test
    void pointsToAValueOfTheWrongType() {
        JsonObject problem =
                problem(400, post("{\"kind\": \"subscriber\", \"name\": \"x\", \"subscription\": \"" + CANARY + "\"}"));

        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/subscription");
    }

    @Test
    void pointsToEverythingThatIsMissing() {
        JsonObject problem = problem(400, post("{\"source\": \"" + CANARY + "\"}"));

        assertThat(problem.getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("pointer")))
                .containsExactly("/kind", "/name");
    }

    @Test
    void saysWhatAResourceSays() {
        assertThat(problem(400, post("{\"kind\": \"" + CANARY + "\", \"name\": \"x\"}"))
                        .getString("detail"))
                .startsWith("A token is of kind admin");
        assertThat(problem(
                                404,
                                visitor.json(
                                        "PATCH",
                                        "/api/v1/accounts/" + CANARY,
                                        "{\"disabled\": true}",
                                        "Authorization",
                                        operator))
                        .getString("detail"))
                .isEqualTo("There is no such account");
    }

    @Test
    void answersForWhatDoesNotExist() {
        problem(404, visitor.get("/api/v1/" + CANARY, "Authorization", operator));
        problem(404, visitor.get("/api", "Authorization", operator));
        problem(404, visitor.json("DELETE", "/api/v1/tokens/" + CANARY, "", "Authorization", operator));
        problem(405, visitor.json("PUT", "/api/v1/tokens", "{}", "Authorization", operator));
        problem(406, visitor.get("/api/v1/tokens", "Authorization", operator, "Accept", "image/png"));
        problem(415, visitor.form("/api/v1/tokens", java.util.Map.of("kind", CANARY), "Authorization", operator));
        problem(400, post(""));
    }

    @Test
    void answersForWhoMayNot() {
        problem(401, visitor.get("/api/v1/tokens"));
        String source = new JsonObject(post("{\"kind\": \"source\", \"name\": \"x\", \"source\": \"problem-"
                                + Long.toString(System.nanoTime(), 36) + "\"}")
                        .body())
                .getString("secret");
        problem(403, visitor.get("/api/v1/tokens", "Authorization", "Bearer " + source));
    }

    private HttpResponse<String> post(String wish) {
        return visitor.json("POST", "/api/v1/tokens", wish, "Authorization", operator);
    }

    private static JsonObject problem(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("%d %s", status, answer.body())
                .startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain(CANARY);
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        return problem;
    }
}
