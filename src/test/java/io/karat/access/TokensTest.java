package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokensTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    Tokens tokens;

    @Inject
    Sources sources;

    @Inject
    DataDirectory directory;

    @Inject
    DataSource database;

    private Visitor system;
    private String operator;
    private String source;

    @BeforeEach
    void nameASource() {
        system = new Visitor(hub);
        operator = "Bearer " + directory.readSecret("admin.token").orElseThrow();
        source = "crm-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void showsTheSecretOnceAndKeepsOnlyItsHash() throws SQLException {
        JsonObject made = issue(201);
        String secret = made.getString("secret");
        JsonObject token = made.getJsonObject("token");

        assertThat(secret).startsWith("karat_").hasSize(49).startsWith(token.getString("prefix"));
        assertThat(sources.find(source)).isPresent();
        String listed = system.get("/api/v1/tokens", "Authorization", operator).body();
        assertThat(listed).contains(token.getString("id")).doesNotContain(secret.substring(12));
        assertThat(everythingStored()).contains(token.getString("id")).doesNotContain(secret.substring(12));
    }

    @Test
    void letsTwoOfOnePurposeLiveAtATime() {
        String first = issue(201).getJsonObject("token").getString("id");
        issue(201);
        issue(409);

        assertThat(system.json("DELETE", "/api/v1/tokens/" + first, "", "Authorization", operator)
                        .statusCode())
                .isEqualTo(204);
        issue(201);
    }

    @Test
    void endsARevokedTokenAtOnce() {
        JsonObject made = issue(201);
        String secret = made.getString("secret");
        assertThat(tokens.verify(secret)).isPresent();
        assertThat(read("/q/openapi", secret)).isEqualTo(200);

        tokens.revoke(UUID.fromString(made.getJsonObject("token").getString("id")), "user:test");

        assertThat(tokens.verify(secret)).isEmpty();
        assertThat(read("/q/openapi", secret)).isEqualTo(401);
    }

    @Test
    void endsATokenWhenItsTimeIsOver() throws SQLException {
        TokenIssue.Issued issued = (TokenIssue.Issued) tokens.issue(
                new TokenScope.OfSource(source), "short", Instant.now().plusSeconds(3600), "user:test");
        change("update token set expires_at = now() - interval '1 second' where id = '"
                + issued.token().id() + "'");

        assertThat(tokens.verify(issued.secret())).isEmpty();
        assertThat(tokens.all())
                .filteredOn(token -> token.id().equals(issued.token().id()))
                .hasSize(1);
    }

    @Test
    void writesDownWhenATokenWasUsed() {
        JsonObject made = issue(201);
        read("/q/openapi", made.getString("secret"));

        Optional<Token> used = tokens.all().stream()
                .filter(token ->
                        token.id().toString().equals(made.getJsonObject("token").getString("id")))
                .findFirst();
        assertThat(used.orElseThrow().lastUsedAt()).isNotNull();
    }

    @Test
    void saysWhatAWishLacks() {
        for (String wish : new String[] {
            "{}",
            "{\"kind\": \"source\", \"name\": \"x\"}",
            "{\"kind\": \"source\", \"name\": \"x\", \"source\": \"No Name!\"}",
            "{\"kind\": \"steward\", \"name\": \"x\"}",
            "{\"kind\": \"admin\", \"name\": \"x\", \"source\": \"crm\"}",
            "{\"kind\": \"admin\", \"name\": \"x\", \"expires\": \"2001-01-01T00:00:00Z\"}",
            "{\"kind\": \"admin\"",
        }) {
            assertThat(post(wish).statusCode()).as(wish).isEqualTo(400);
        }
    }

    @Test
    void takesNoOtherCredentials() {
        for (String bad : new String[] {
            "Bearer",
            "Bearer ",
            "Bearer karat_",
            "Basic YWRtaW46YWRtaW4=",
            operator + "x",
            "Bearer a b",
            "Bearer karat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        }) {
            assertThat(system.get("/api/v1/tokens", "Authorization", bad).statusCode())
                    .as(bad)
                    .isEqualTo(401);
        }
    }

    @Test
    void keepsTheOperatorsTokenAcrossStartsAndReplacesARevokedOne() throws SQLException {
        String kept = "karat_" + Secrets.random();
        assertThat(tokens.ensureAdministration(kept)).isEqualTo(kept);
        assertThat(tokens.ensureAdministration(kept)).isEqualTo(kept);
        Token token = tokens.verify(kept).orElseThrow();

        tokens.revoke(token.id(), "user:test");

        String next = tokens.ensureAdministration(kept);
        assertThat(next).isNotEqualTo(kept);
        assertThat(tokens.verify(next)).isPresent();
        tokens.revoke(tokens.verify(next).orElseThrow().id(), "user:test");
    }

    private JsonObject issue(int expected) {
        HttpResponse<String> answer =
                post("{\"kind\": \"source\", \"name\": \"nightly\", \"source\": \"" + source + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return expected == 201 ? new JsonObject(answer.body()) : new JsonObject();
    }

    private HttpResponse<String> post(String wish) {
        return system.json("POST", "/api/v1/tokens", wish, "Authorization", operator);
    }

    private int read(String path, String secret) {
        return system.get(path, "Authorization", "Bearer " + secret).statusCode();
    }

    private String everythingStored() throws SQLException {
        JsonArray all = new JsonArray();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select to_jsonb(token)::text from token")) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all.encode();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
