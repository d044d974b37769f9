package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String PAGE_FOR_ALL = "/q/openapi";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    Accounts accounts;

    @Inject
    DataDirectory directory;

    @Inject
    DataSource database;

    private String ada;
    private Visitor visitor;

    @BeforeEach
    void createAccount() {
        ada = "ada-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(accounts.create(ada, PASSWORD, Role.STEWARD, "user:test")).isInstanceOf(AccountChange.Done.class);
        visitor = new Visitor(hub);
    }

    @Test
    void opensWithTheRightPasswordAndSendsThePersonWhereTheyWantedToGo() {
        HttpResponse<String> answer = visitor.form(
                "/login",
                Map.of("name", ada, "password", PASSWORD, "next", "/reviews?kind=match", "_csrf", visitor.csrf()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/reviews?kind=match");
        assertThat(sessionCookie(answer)).contains("HTTPOnly", "SameSite=Strict", "Path=/");
        assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);
    }

    @Test
    void takesTheFormOfItsOwnPage() {
        visitor.cookies().clear();
        HttpResponse<String> page = visitor.get("/login?next=/reviews");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(visitor.cookies()).containsKey("karat_visit");

        HttpResponse<String> answer = visitor.form(
                "/login",
                Map.of(
                        "name",
                        ada,
                        "password",
                        PASSWORD,
                        "next",
                        field(page.body(), "next"),
                        "_csrf",
                        field(page.body(), "_csrf")));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/reviews");
        assertThat(visitor.cookies()).containsKey("karat_session").doesNotContainKey("karat_visit");
    }

    @Test
    void staysClosedWithAWrongPasswordAndForAnUnknownName() {
        for (String name : List.of(ada, "nobody-" + ada)) {
            HttpResponse<String> answer = visitor.signIn(name, "wrong password");

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?problem=wrong&next=%2F");
            assertThat(visitor.cookies()).doesNotContainKey("karat_session");
        }
    }

    @Test
    void sendsPeopleToTheSignInPageAndBack() {
        HttpResponse<String> answer = visitor.get("/reviews?q=a%20b");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/login?next=%2Freviews%3Fq%3Da%2520b");
    }

    @Test
    void tellsAFragmentToLoadTheSignInPageAsAWhole() {
        HttpResponse<String> answer = visitor.get(
                "/reviews/part",
                "HX-Request",
                "true",
                "HX-Current-URL",
                hub.resolve("/reviews").toString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/login?next=%2Freviews");
    }

    @Test
    void leadsNowhereElseAfterSignIn() {
        for (String bad : List.of(
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "javascript:alert(1)",
                "/a\r\nX: y",
                "")) {
            HttpResponse<String> answer = visitor.form(
                    "/login", Map.of("name", ada, "password", PASSWORD, "next", bad, "_csrf", visitor.csrf()));

            assertThat(answer.headers().firstValue("Location")).as(bad).hasValue("/");
        }
    }

    @Test
    void givesEachSignInASecretOfItsOwnAndEndsTheOneBefore() {
        visitor.cookies().put("karat_session", "planted-by-somebody-else");
        visitor.signIn(ada, PASSWORD);
        String first = visitor.cookies().get("karat_session");
        visitor.signIn(ada, PASSWORD);
        String second = visitor.cookies().get("karat_session");

        assertThat(first).isNotEqualTo("planted-by-somebody-else").hasSize(43);
        assertThat(second).isNotEqualTo(first);
        assertThat(withSession(first).get(PAGE_FOR_ALL).statusCode()).isEqualTo(401);
        assertThat(withSession(second).get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);
    }

    @Test
    void endsTheSessionOnTheServerWhenThePersonSignsOut() {
        visitor.signIn(ada, PASSWORD);
        String session = visitor.cookies().get("karat_session");

        HttpResponse<String> answer = visitor.form("/logout", Map.of("_csrf", visitor.csrf()));

        assertThat(answer.headers().firstValue("Location")).hasValue("/login");
        assertThat(visitor.cookies()).doesNotContainKey("karat_session");
        assertThat(withSession(session).get(PAGE_FOR_ALL).statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionsOfAnAccountThatIsDisabledOrGetsAnotherPassword() {
        visitor.signIn(ada, PASSWORD);
        accounts.resetPassword(ada, "another password", "user:test");
        assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(401);

        visitor.signIn(ada, "another password");
        assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);
        accounts.change(ada, null, true, "user:test");
        assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(401);
        assertThat(visitor.signIn(ada, "another password").headers().firstValue("Location"))
                .hasValue("/login?problem=wrong&next=%2F");
    }

    @Test
    void endsASessionThatIsIdleOrOld() throws SQLException {
        for (String ageing :
                List.of("last_seen_at = now() - interval '61 minutes'", "created_at = now() - interval '13 hours'")) {
            visitor.signIn(ada, PASSWORD);
            assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);

            change("update account_session set " + ageing + " where account = '" + ada + "'");

            assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).as(ageing).isEqualTo(401);
        }
    }

    @Test
    void keepsASessionAliveThatIsUsed() throws SQLException {
        visitor.signIn(ada, PASSWORD);
        for (int i = 0; i < 3; i++) {
            change("update account_session set last_seen_at = last_seen_at - interval '40 minutes' where account = '"
                    + ada + "'");
            assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void makesAGuesserWait() {
        String location = "";
        for (int i = 0; i < 8 && !location.contains("problem=wait"); i++) {
            location = visitor.signIn(ada, "guess " + i)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }

        assertThat(location).startsWith("/login?problem=wait&seconds=");
        assertThat(visitor.signIn(ada, PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(waiting -> assertThat(waiting).contains("problem=wait"));
    }

    @Test
    void opensNoApiToASession() {
        visitor.signIn("admin", directory.readSecret("admin.password").orElseThrow());

        assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);
        assertThat(visitor.get("/q/metrics").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = visitor.get("/api/v1/accounts", "HX-Request", "true");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"karat\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void opensNoPageToAToken() {
        assertThat(visitor.get("/reviews", "Authorization", "Bearer " + operatorToken())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void refusesFormsThatNoPageOfThisHubMade() {
        visitor.signIn(ada, PASSWORD);
        String token = visitor.csrf();

        assertThat(visitor.form("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(visitor.form("/logout", Map.of("_csrf", Secrets.derive("csrf", "another")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.form("/logout", Map.of("_csrf", token), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.form("/logout", Map.of("_csrf", token), "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.form("/logout", Map.of("_csrf", token), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.json("POST", "/logout", "{\"_csrf\": \"" + token + "\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.get(PAGE_FOR_ALL).statusCode()).isEqualTo(200);

        String origin = hub.getScheme() + "://" + hub.getAuthority();
        HttpResponse<String> answer = visitor.form(
                "/logout", Map.of(), "X-CSRF-Token", token, "Origin", origin, "Sec-Fetch-Site", "same-origin");
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void refusesToSignInWithoutTheTokenOfTheVisit() {
        assertThat(visitor.form("/login", Map.of("name", ada, "password", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        visitor.cookies().clear();
        assertThat(visitor.form("/login", Map.of("name", ada, "password", PASSWORD, "_csrf", visitor.csrf()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void guardsEveryAnswerByItsHeaders() {
        for (String path : List.of("/login", "/reviews", "/api/v1/tokens", "/q/health", "/webjars/none.js")) {
            HttpResponse<String> answer = visitor.get(path);

            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).isPresent();
        }
        assertThat(visitor.get("/reviews").headers().firstValue("Cache-Control"))
                .hasValue("no-store");
    }

    @Test
    void leavesTheOperatorASecretWayIn() throws IOException {
        for (String name : List.of("admin.password", "admin.token")) {
            assertThat(Files.getPosixFilePermissions(directory.file(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(visitor.get("/api/v1/accounts", "Authorization", "Bearer " + operatorToken())
                        .statusCode())
                .isEqualTo(200);
    }

    private static String field(String page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(field.find()).as("the field %s", name).isTrue();
        return field.group(1);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private String operatorToken() {
        return directory.readSecret("admin.token").orElseThrow();
    }

    private Visitor withSession(String secret) {
        Visitor other = new Visitor(hub);
        other.cookies().put("karat_session", secret);
        return other;
    }

    private static String sessionCookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("karat_session="))
                .findFirst()
                .orElseThrow();
    }
}
