package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same build with an OpenID Connect provider switched on by configuration alone. */
@QuarkusTest
@TestProfile(OpenIdSignInTest.WithProvider.class)
class OpenIdSignInTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Visitor visitor;

    @BeforeEach
    void comeAsAStranger() {
        visitor = new Visitor(hub);
    }

    @Test
    void sendsPeopleToTheProvider() {
        HttpResponse<String> answer = visitor.get("/reviews");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .contains("/authorize?response_type=code", "client_id=karat");
    }

    @Test
    void tellsAFragmentToLoadItsPageAsAWhole() {
        HttpResponse<String> answer = visitor.get(
                "/reviews/part",
                "HX-Request",
                "true",
                "HX-Current-URL",
                hub.resolve("/reviews?a=1").toString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/reviews?a=1");
    }

    @Test
    void neverRedirectsTheApi() {
        HttpResponse<String> answer = visitor.get("/api/v1/sources");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void takesTheProvidersTokensWithTheirRoles() {
        String steward = "Bearer " + OpenIdProvider.token("ada", "steward", "something-else");

        assertThat(visitor.get("/api/v1/sources", "Authorization", steward).statusCode())
                .isEqualTo(200);
        assertThat(visitor.get("/api/v1/tokens", "Authorization", steward).statusCode())
                .isEqualTo(403);
        String administrator = "Bearer " + OpenIdProvider.token("eve", "admin");
        assertThat(visitor.get("/api/v1/tokens", "Authorization", administrator).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAForgedToken() {
        String good = OpenIdProvider.token("ada", "admin");
        String forged = good.substring(0, good.lastIndexOf('.') + 1)
                + OpenIdProvider.token("ada", "viewer").split("\\.")[2];

        assertThat(visitor.get("/api/v1/tokens", "Authorization", "Bearer " + forged)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void stillTakesTheHubsOwnTokens() {
        String operator = "Bearer " + directory.readSecret("admin.token").orElseThrow();

        assertThat(visitor.get("/api/v1/tokens", "Authorization", operator).statusCode())
                .isEqualTo(200);
    }

    public static final class WithProvider implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OpenIdProvider.class));
        }
    }
}
