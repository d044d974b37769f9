package io.karat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Roles;
import io.karat.access.TokenIssue;
import io.karat.access.TokenScope;
import io.karat.access.Tokens;
import io.karat.access.Visitor;
import io.karat.boot.DataDirectory;
import io.quarkus.security.Authenticated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint there is, found in the classes and in the OpenAPI document, is closed to strangers and to callers without
 * its role, but for those on the short list below.
 */
@QuarkusTest
class ClosedEndpointsTest {

    /** Open to everybody; whoever adds one here says why. */
    private static final Set<String> OPEN = Set.of(
            "GET /login", // the form
            "POST /login" // signs in
            );

    @TestHTTPResource("/")
    URI hub;

    @Inject
    Accounts accounts;

    @Inject
    Tokens tokens;

    @Inject
    DataDirectory directory;

    private static List<Endpoint> endpoints;

    private Visitor stranger;

    @BeforeAll
    static void findEndpoints() {
        endpoints = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.karat").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                                .flatMap(method -> Endpoint.of(type, method).stream()))
                        .toList();
    }

    @BeforeEach
    void comeAsAStranger() {
        stranger = new Visitor(hub);
    }

    @Test
    void everyEndpointSaysWhoMayUseIt() {
        assertThat(endpoints()).hasSizeGreaterThan(5).allSatisfy(endpoint -> {
            assertThat(endpoint.roles() != null || endpoint.authenticated() || endpoint.open())
                    .as("%s has @RolesAllowed, @Authenticated or @PermitAll", endpoint)
                    .isTrue();
            assertThat(endpoint.open())
                    .as("%s is on the list of open endpoints", endpoint)
                    .isEqualTo(OPEN.contains(endpoint.toString()));
        });
    }

    @Test
    void theDocumentListsNothingThatTheClassesDoNot() {
        Set<String> known = endpoints().stream()
                .map(Endpoint::toString)
                .map(ClosedEndpointsTest::shape)
                .collect(Collectors.toSet());

        assertThat(documented())
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(known).contains(shape(endpoint)));
    }

    @Test
    void isClosedToStrangers() {
        assertThat(closedEndpoints()).allSatisfy(endpoint -> {
            HttpResponse<String> answer = call(endpoint, stranger, null);

            if (endpoint.api()) {
                assertThat(answer.statusCode()).as(endpoint.toString()).isEqualTo(401);
                assertThat(answer.headers().firstValue("Location")).isEmpty();
            } else {
                assertThat(answer.statusCode()).as(endpoint.toString()).isEqualTo(303);
                assertThat(answer.headers().firstValue("Location").orElseThrow())
                        .startsWith("/login");
            }
        });
    }

    @Test
    void isClosedToAnOldOrInventedToken() {
        assertThat(closedEndpoints())
                .filteredOn(Endpoint::api)
                .allSatisfy(endpoint -> assertThat(call(endpoint, stranger, "karat_" + "A".repeat(43))
                                .statusCode())
                        .as(endpoint.toString())
                        .isEqualTo(401));
    }

    @Test
    void theApiIsClosedToTokensWithoutItsRole() {
        String source = secret(new TokenScope.OfSource("closed-" + some()));
        String subscriber = secret(new TokenScope.OfSubscription(UUID.randomUUID()));
        assertThat(closedEndpoints()).filteredOn(Endpoint::api).allSatisfy(endpoint -> {
            if (!endpoint.allows(Roles.SOURCE)) {
                assertThat(call(endpoint, stranger, source).statusCode())
                        .as("%s as a source", endpoint)
                        .isEqualTo(403);
            }
            if (!endpoint.allows(Roles.SUBSCRIBER)) {
                assertThat(call(endpoint, stranger, subscriber).statusCode())
                        .as("%s as a subscriber", endpoint)
                        .isEqualTo(403);
            }
        });
    }

    @Test
    void theApiIsClosedToTheSessionOfAnAdministrator() {
        Visitor administrator = signedIn(Role.ADMIN);
        assertThat(closedEndpoints())
                .filteredOn(Endpoint::api)
                .allSatisfy(endpoint -> assertThat(
                                call(endpoint, administrator, null).statusCode())
                        .as(endpoint.toString())
                        .isEqualTo(401));
    }

    @Test
    void pagesAreClosedToPeopleWithoutTheRole() {
        for (Role role : List.of(Role.VIEWER, Role.STEWARD)) {
            Visitor person = signedIn(role);
            Set<String> has = role == Role.VIEWER ? Set.of(Roles.VIEWER) : Set.of(Roles.VIEWER, Roles.STEWARD);
            assertThat(closedEndpoints())
                    .filteredOn(endpoint -> !endpoint.api() && has.stream().noneMatch(endpoint::allows))
                    .allSatisfy(
                            endpoint -> assertThat(call(endpoint, person, null).statusCode())
                                    .as("%s as %s", endpoint, role)
                                    .isEqualTo(403));
        }
    }

    @Test
    void pathsThatDoNotExistAreClosedToo() {
        assertThat(stranger.get("/api/v1/none").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/api").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/none").statusCode()).isEqualTo(303);
        assertThat(stranger.get("/api/../api/v1/tokens").statusCode()).isEqualTo(401);
        for (String disguise : List.of("//api/v1/tokens", "/%61pi/v1/tokens", "/api;x=1/v1/tokens", "/API/v1/tokens")) {
            assertThat(stranger.get(disguise).statusCode()).as(disguise).isIn(303, 401);
        }
    }

    @Test
    void ofTheHubsOwnEndpointsOnlyHealthIsOpen() {
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready")) {
            assertThat(stranger.get(path).statusCode()).as(path).isIn(200, 503);
        }
        for (String path : List.of("/q/metrics", "/q/openapi", "/q/none", "/q")) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(401);
        }
        String source = secret(new TokenScope.OfSource("closed-" + some()));
        assertThat(stranger.get("/q/metrics", "Authorization", "Bearer " + source)
                        .statusCode())
                .isEqualTo(403);
        assertThat(stranger.get("/q/metrics", "Authorization", "Bearer " + operator())
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> call(Endpoint endpoint, Visitor as, @Nullable String token) {
        String[] headers = token == null
                ? new String[] {"X-CSRF-Token", as.csrf()}
                : new String[] {"Authorization", "Bearer " + token};
        return as.json(endpoint.method(), endpoint.samplePath(), "", headers);
    }

    private Visitor signedIn(Role role) {
        String name = "closed-" + some();
        accounts.create(name, "correct horse battery", role, "user:test");
        Visitor person = new Visitor(hub);
        assertThat(person.signIn(name, "correct horse battery").headers().firstValue("Location"))
                .hasValue("/");
        return person;
    }

    private String secret(TokenScope scope) {
        return ((TokenIssue.Issued) tokens.issue(scope, "closed", null, "user:test")).secret();
    }

    private String operator() {
        return directory.readSecret("admin.token").orElseThrow();
    }

    private static String some() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The names of path parameters are nobody's business. */
    private static String shape(String endpoint) {
        return endpoint.replaceAll("\\{[^}]*}", "{}");
    }

    private Set<String> documented() {
        String body = stranger.get("/q/openapi?format=json", "Authorization", "Bearer " + operator())
                .body();
        Set<String> all = new TreeSet<>();
        for (Map.Entry<String, Object> path : new JsonObject(body).getJsonObject("paths")) {
            for (String method : ((JsonObject) path.getValue()).fieldNames()) {
                String verb = method.toUpperCase(Locale.ROOT);
                if (Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS")
                        .contains(verb)) {
                    all.add(verb + " " + path.getKey());
                }
            }
        }
        return all;
    }

    private static List<Endpoint> closedEndpoints() {
        return endpoints().stream().filter(endpoint -> !endpoint.open()).toList();
    }

    private static List<Endpoint> endpoints() {
        return endpoints;
    }

    private record Endpoint(
            String method, String path, @Nullable Set<String> roles, boolean authenticated, boolean open) {

        static Collection<Endpoint> of(Class<?> type, Method method) {
            List<Endpoint> found = new ArrayList<>();
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    Path below = method.getAnnotation(Path.class);
                    found.add(
                            of(verb.value(), join(type.getAnnotation(Path.class).value(), below), rules(type, method)));
                }
            }
            return found;
        }

        private static Endpoint of(String verb, String path, List<Annotation> rules) {
            Set<String> roles = rules.stream()
                    .filter(RolesAllowed.class::isInstance)
                    .flatMap(rule -> Arrays.stream(((RolesAllowed) rule).value()))
                    .collect(Collectors.toSet());
            return new Endpoint(
                    verb,
                    path,
                    roles.isEmpty() ? null : roles,
                    rules.stream().anyMatch(Authenticated.class::isInstance),
                    rules.stream().anyMatch(PermitAll.class::isInstance));
        }

        /** The method's own, or those of its class. */
        private static List<Annotation> rules(Class<?> type, Method method) {
            List<Annotation> own = rules(method.getAnnotations());
            return own.isEmpty() ? rules(type.getAnnotations()) : own;
        }

        private static List<Annotation> rules(Annotation[] annotations) {
            return Stream.of(annotations)
                    .filter(one ->
                            one instanceof RolesAllowed || one instanceof Authenticated || one instanceof PermitAll)
                    .toList();
        }

        private static String join(String root, @Nullable Path below) {
            String path = "/" + root + "/" + (below == null ? "" : below.value());
            String joined = path.replaceAll("/+", "/");
            return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
        }

        boolean api() {
            return path.startsWith("/api/");
        }

        boolean allows(String role) {
            return authenticated || (roles != null && (roles.contains(role) || roles.contains("**")));
        }

        String samplePath() {
            return path.replaceAll("\\{[^}]*}", "00000000-0000-0000-0000-000000000000");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
