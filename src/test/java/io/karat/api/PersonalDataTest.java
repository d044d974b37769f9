package io.karat.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.karat.access.Accounts;
import io.karat.access.HidesPersonal;
import io.karat.access.Role;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.access.Visitor;
import io.karat.audit.Audit;
import io.karat.audit.Entry;
import io.karat.audit.Filter;
import io.karat.boot.DataDirectory;
import io.karat.ledger.Command;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Opinion;
import io.karat.ledger.Outcome;
import io.karat.model.RecordKey;
import io.karat.review.Comments;
import io.karat.review.Remarks;
import io.karat.testing.PrivateHub;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is personal is not shown to those from whom a model hides it, and whoever has it shown is known. */
@QuarkusTest
@TestProfile(PrivateHub.class)
class PersonalDataTest {

    /** Show no values of records: looked at one by one. */
    private static final Set<String> HARMLESS = Set.of(
            "JobsPage",
            "JobsResource",
            "LoadsResource",
            "MapsResource",
            "QualityPage",
            "QualityResource",
            "QualitySurveyResource",
            "SettingsPage",
            "SourcesPage",
            "SourcesResource",
            "SubscriptionsPage",
            "SubscriptionsResource",
            "PreferencesPage",
            "ViewsPage",
            "ViewsResource",
            "WorkPage",
            "WorkResource",
            "DimensionsResource",
            "EntityTypesResource");

    private static final List<String> SECRETS =
            List.of("Kanarienvogel", "Zaunkoenig", "1961", "nest.egg@voliere.example", "QX-77-4711");

    /** Its digits, as those of times and hashes, may be a year's by chance. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String PLACE = "/api/v1/sources/";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    Accounts accounts;

    @Inject
    Audit audit;

    @Inject
    Ledgers ledgers;

    @Inject
    Comments comments;

    @Inject
    Remarks remarks;

    private String golden = "";

    @BeforeEach
    void onePerson() {
        JsonObject data = new JsonObject()
                .put("given_name", SECRETS.get(0))
                .put("family_name", SECRETS.get(1))
                .put("birth_date", "1961-03-09")
                .put("city", "Wernigerode")
                .put("email", SECRETS.get(3))
                .put("tax_id", SECRETS.get(4));
        if (golden.isEmpty()) {
            Caller operator =
                    new Caller(hub, directory.readSecret("admin.token").orElseThrow());
            operator.put(
                    "/api/v1/sources/crm/person/bird-1",
                    new JsonObject().put("data", data).encode().getBytes(UTF_8));
        }
        golden = Objects.requireNonNull(
                Caller.json(new Caller(hub, directory.readSecret("admin.token").orElseThrow())
                                .get("/api/v1/sources/crm/person/bird-1"))
                        .getString("goldenId"));
    }

    private Visitor signedIn(Role role) {
        return signedIn(role.label() + "-" + UUID.randomUUID().toString().substring(0, 6), role);
    }

    private Visitor signedIn(String name, Role role) {
        accounts.create(name, "correct horse battery", role, "user:test");
        Visitor visitor = new Visitor(hub);
        visitor.signIn(name, "correct horse battery");
        return visitor;
    }

    @Test
    void everyEndpointSaysWhetherItShowsValues() {
        List<String> silent = new ArrayList<>();
        for (Method method : endpoints()) {
            Class<?> type = method.getDeclaringClass();
            boolean said = Stream.of(method, type)
                    .anyMatch(e ->
                            e.isAnnotationPresent(ShowsValues.class) || e.isAnnotationPresent(HidesPersonal.class));
            if (!said && !HARMLESS.contains(type.getSimpleName())) {
                silent.add(type.getSimpleName() + "." + method.getName());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void aViewerFindsNothingPersonalOnAnyPage() {
        Visitor viewer = signedIn(Role.VIEWER);
        List<String> leaks = new ArrayList<>();
        int shown = 0;
        for (String path : paths(false)) {
            HttpResponse<String> page = viewer.get(path);
            shown += page.statusCode() == 200 ? 1 : 0;
            leaks.addAll(leaks(path, page));
        }
        assertThat(shown).as("pages that are open").isGreaterThan(12);
        assertThat(leaks).isEmpty();
        assertThat(viewer.get("/golden?entity=person").body()).contains("Person ", "Wernigerode", "•••");
        assertThat(viewer.get("/reviews?entity=person").statusCode()).isEqualTo(403);
    }

    @Test
    void aViewerFindsNothingPersonalInTheApi() {
        Caller viewer = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        AsViewer.ON.set(true);
        try {
            List<String> leaks = new ArrayList<>();
            int shown = 0;
            for (String path : paths(true)) {
                HttpResponse<String> answer = viewer.get(path);
                shown += answer.statusCode() == 200 ? 1 : 0;
                leaks.addAll(leaks(path, answer));
            }
            assertThat(shown).as("calls that are open").isGreaterThan(8);
            assertThat(leaks).isEmpty();
            assertThat(viewer.get("/api/v1/golden/person/" + golden).body()).contains("Wernigerode", "•••");
            assertThat(viewer.get("/api/v1/export/person/golden").body()).contains("personal.hidden");
        } finally {
            AsViewer.ON.set(false);
        }
    }

    /** While it is on, whoever calls may do what a viewer may: people have no tokens of their own without a provider. */
    @ApplicationScoped
    static class AsViewer implements SecurityIdentityAugmentor {

        static final AtomicBoolean ON = new AtomicBoolean();

        @Override
        public int priority() {
            return Integer.MIN_VALUE;
        }

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            if (!ON.get() || identity.isAnonymous()) {
                return Uni.createFrom().item(identity);
            }
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder()
                            .setPrincipal(identity.getPrincipal())
                            .addAttributes(identity.getAttributes())
                            .addRole(Roles.VIEWER)
                            .build());
        }
    }

    @Test
    void whatPeopleProposeThinkChooseAndSayOfItIsHiddenToo() {
        String name = "viewer-" + UUID.randomUUID().toString().substring(0, 6);
        Visitor viewer = signedIn(name, Role.VIEWER);
        List<String> ids = workOnIt(name);
        Visitor steward = signedIn(Role.STEWARD);
        assertThat(steward.get("/reviews/" + ids.get(2)).body()).contains(SECRETS.get(0));
        List<String> leaks = new ArrayList<>();
        int shown = 0;
        for (String id : ids) {
            for (String path : paths(false, id)) {
                HttpResponse<String> page = viewer.get(path);
                shown += page.statusCode() == 200 ? 1 : 0;
                leaks.addAll(leaks(path, page));
            }
        }
        for (String tab : List.of("members", "history", "decisions", "reviews", "published", "comments")) {
            String path = "/golden/person/" + golden + "?tab=" + tab + "&from=1&to=2";
            leaks.addAll(leaks(path, viewer.get(path)));
        }
        assertThat(shown).as("pages that are open").isGreaterThan(12);
        Caller caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        AsViewer.ON.set(true);
        try {
            for (String id : ids) {
                for (String path : paths(true, id)) {
                    leaks.addAll(leaks(path, caller.get(path)));
                }
            }
        } finally {
            AsViewer.ON.set(false);
        }
        assertThat(leaks).isEmpty();
    }

    /** A blind request with an opinion, a conflict with a first verdict, comments and a merge; with the ids of each. */
    private List<String> workOnIt(String viewer) {
        Caller operator = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        operator.put(PLACE + "crm/person/bird-1", bird(SECRETS.get(1), "Kanarienvogelchen", SECRETS.get(3)));
        operator.put(PLACE + "shop/person/bird-2", bird(SECRETS.get(1), "Zaunkoenigin", SECRETS.get(3)));
        UUID id = UUID.fromString(golden);
        JsonObject view = Caller.json(operator.get("/api/v1/golden/person/" + golden));
        UUID request = ((Outcome.Proposed) act(new Command.Edit(
                        id,
                        view.getInteger("version"),
                        new TreeMap<>(Map.of("tax_id", List.of(SECRETS.get(4) + "-1"))),
                        SECRETS.get(0) + " wrote",
                        null,
                        "user:ada")))
                .request();
        act(new Command.Judge(
                request, new Opinion(null, Map.of("tax_id", List.of(SECRETS.get(4) + "-2"))), "user:bob"));
        JsonObject conflict = Caller.json(operator.get("/api/v1/reviews?entity=person&kind=conflict"))
                .getJsonArray("reviews")
                .getJsonObject(0);
        UUID review = UUID.fromString(conflict.getString("id"));
        assertThat(act(new Command.Choose(
                        review,
                        new RecordKey("shop", "bird-2"),
                        Long.parseLong(conflict.getString("evidence")),
                        SECRETS.get(1) + " said so",
                        "user:ada")))
                .isInstanceOf(Outcome.Waits.class);
        comments.add(review, SECRETS.get(0) + " rang, @" + viewer, Set.of(viewer), "ada");
        remarks.add("person", id, SECRETS.get(0) + " rang", "user:ada");
        operator.put(PLACE + "shop/person/bird-3", bird(SECRETS.get(1) + "mann", "Spatz", "spatz@voliere.example"));
        UUID with = UUID.fromString(
                Caller.json(operator.get(PLACE + "shop/person/bird-3")).getString("goldenId"));
        view = Caller.json(operator.get("/api/v1/golden/person/" + golden));
        act(new Command.Merge(id, view.getInteger("version"), with, null, SECRETS.get(0) + " married", "user:ada"));
        return List.of(golden, request.toString(), review.toString(), with.toString());
    }

    private Outcome.OfSteward act(Command.OfSteward command) {
        return ledgers.submit("person", command).join();
    }

    private static byte[] bird(String family, String nickname, String email) {
        JsonObject data = new JsonObject()
                .put("given_name", SECRETS.get(0))
                .put("family_name", family)
                .put("birth_date", "1961-03-09")
                .put("city", "Wernigerode")
                .put("email", email)
                .put("nickname", nickname);
        return new JsonObject().put("data", data).encode().getBytes(UTF_8);
    }

    @Test
    void aSearchTellsAViewerNothingOfWhatItFinds() {
        Visitor viewer = signedIn(Role.VIEWER);
        for (String secret : SECRETS) {
            assertThat(viewer.get("/golden?entity=person&q=" + secret, "HX-Request", "true")
                            .body())
                    .contains("only whole ids and keys are found");
        }
        for (String open : List.of("bird-1", "crm%2Fbird-1", golden)) {
            assertThat(viewer.get("/golden?entity=person&q=" + open, "HX-Request", "true")
                            .body())
                    .contains("/golden/person/" + golden);
        }
        assertThat(viewer.get("/golden?entity=person&q=bird-1&f=source%3Dshop", "HX-Request", "true")
                        .body())
                .as("narrowed to another source")
                .doesNotContain("/golden/person/" + golden);
        assertThat(viewer.get("/golden?entity=person&q=bird-1&f=source%3Dcrm", "HX-Request", "true")
                        .body())
                .contains("/golden/person/" + golden, "class=\"facets\"");
        assertThat(viewer.get("/palette?entity=person&q=" + SECRETS.getFirst()).body())
                .doesNotContain(golden);
    }

    @Test
    void aStewardSeesThem() {
        assertThat(signedIn(Role.STEWARD).get("/golden/person/" + golden).body())
                .contains(SECRETS);
    }

    @Test
    void whoHasThemShownIsKept() {
        Visitor viewer = signedIn(Role.VIEWER);
        assertThat(viewer.form("/golden/person/" + golden + "/reveal", Map.of("reason", " ", "_csrf", viewer.csrf()))
                        .body())
                .contains("Say why")
                .doesNotContain(SECRETS);

        HttpResponse<String> shown = viewer.form(
                "/golden/person/" + golden + "/reveal", Map.of("reason", "asked by phone", "_csrf", viewer.csrf()));

        assertThat(shown.body()).contains(SECRETS);
        assertThat(viewer.get("/golden/person/" + golden).body())
                .as("the next page hides them again")
                .doesNotContain(SECRETS);
        Entry entry = audit.list(
                        new Filter(null, "data.revealed", "person", UUID.fromString(golden), null, null), null, 5)
                .entries()
                .getFirst();
        assertThat(entry.actor()).startsWith("user:viewer-");
        assertThat(entry.reason()).isEqualTo("asked by phone");
    }

    private static List<String> leaks(String path, HttpResponse<String> answer) {
        String body = ID.matcher(answer.body()).replaceAll("");
        return SECRETS.stream()
                .filter(secret -> Pattern.compile("(?<![0-9a-zA-Z])" + Pattern.quote(secret) + "(?![0-9])")
                        .matcher(body)
                        .find())
                .map(secret -> path + " shows " + secret)
                .toList();
    }

    /** Of everything that can be read, with what there is in the places of names. */
    private Set<String> paths(boolean api) {
        return paths(api, golden);
    }

    /** @param id in the places of ids */
    private Set<String> paths(boolean api, String id) {
        Set<String> paths = new TreeSet<>();
        for (Method method : endpoints()) {
            Produces produces = method.getAnnotation(Produces.class);
            boolean stream =
                    produces != null && Arrays.toString(produces.value()).contains("event-stream");
            if (!method.isAnnotationPresent(GET.class) || stream) {
                continue;
            }
            Path below = method.getAnnotation(Path.class);
            String path = ("/"
                            + method.getDeclaringClass()
                                    .getAnnotation(Path.class)
                                    .value() + "/" + (below == null ? "" : below.value()))
                    .replaceAll("/+", "/")
                    .replaceAll("/$", "")
                    .replace("{entity}", "person")
                    .replace("{source}", "crm")
                    .replace("{key}", "bird-1")
                    .replace("{what}", "golden")
                    .replaceAll("\\{[^}]*}", id);
            if (path.startsWith("/api/") == api) {
                paths.add(path.isEmpty() ? "/" : path);
                paths.add(path + "?entity=person&q=bird-1&golden=" + id);
                paths.add(path + "?tab=history");
                paths.add(path + "?asOf=2999-01-01T00:00:00Z");
            }
        }
        return paths;
    }

    /** Those that somebody may use who does not administer. */
    private static List<Method> endpoints() {
        Set<String> people = Set.of(Roles.VIEWER, Roles.STEWARD, Roles.APPROVER);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.karat").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> Arrays.stream(method.getAnnotations())
                                .map(Annotation::annotationType)
                                .anyMatch(a -> a.isAnnotationPresent(HttpMethod.class)))
                        .filter(method -> roles(method).stream().anyMatch(people::contains))
                        .toList();
    }

    private static List<String> roles(Method method) {
        for (AnnotatedElement place : List.<AnnotatedElement>of(method, method.getDeclaringClass())) {
            RolesAllowed allowed = place.getAnnotation(RolesAllowed.class);
            if (allowed != null) {
                return List.of(allowed.value());
            }
        }
        return List.of();
    }
}
