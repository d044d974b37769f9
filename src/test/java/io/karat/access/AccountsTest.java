package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountsTest {

    private static final String PASSWORD = "correct horse battery";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    Accounts accounts;

    @Inject
    DataDirectory directory;

    private Visitor system;
    private String operator;
    private String name;

    @BeforeEach
    void chooseAName() {
        system = new Visitor(hub);
        operator = "Bearer " + directory.readSecret("admin.token").orElseThrow();
        name = "eve-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void createsAnAccountOnce() {
        HttpResponse<String> created = create(name, PASSWORD, "viewer");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).doesNotContain(PASSWORD).doesNotContain("argon2");
        assertThat(create(name, PASSWORD, "admin").statusCode()).isEqualTo(409);
        assertThat(accounts.find(name).orElseThrow().role()).isEqualTo(Role.VIEWER);
        assertThat(accounts.verify(name, PASSWORD)).isPresent();
        assertThat(accounts.verify(name, PASSWORD + " ")).isEmpty();
    }

    @Test
    void refusesNamesPasswordsAndRolesThatCannotBeUsed() {
        assertThat(create("Eve!", PASSWORD, "viewer").statusCode()).isEqualTo(400);
        assertThat(create("x".repeat(65), PASSWORD, "viewer").statusCode()).isEqualTo(400);
        assertThat(create(name, "short", "viewer").statusCode()).isEqualTo(400);
        assertThat(create(name, "x".repeat(1_025), "viewer").statusCode()).isEqualTo(400);
        assertThat(create(name, PASSWORD, "source").statusCode()).isEqualTo(400);
        assertThat(accounts.find(name)).isEmpty();
    }

    @Test
    void changesRoleAndPasswordAndDisables() {
        create(name, PASSWORD, "viewer");

        assertThat(patch("{\"role\": \"steward\"}").statusCode()).isEqualTo(200);
        assertThat(accounts.find(name).orElseThrow().role()).isEqualTo(Role.STEWARD);
        assertThat(system.json(
                                "PUT",
                                "/api/v1/accounts/" + name + "/password",
                                "{\"password\": \"another password\"}",
                                "Authorization",
                                operator)
                        .statusCode())
                .isEqualTo(200);
        assertThat(accounts.verify(name, PASSWORD)).isEmpty();
        assertThat(accounts.verify(name, "another password")).isPresent();
        assertThat(patch("{\"disabled\": true}").statusCode()).isEqualTo(200);
        assertThat(accounts.verify(name, "another password")).isEmpty();
        assertThat(patch("{}").statusCode()).isEqualTo(400);
    }

    @Test
    void takesNoFieldThatIsNotForTheCaller() {
        create(name, PASSWORD, "viewer");

        patch("{\"role\": \"viewer\", \"passwordHash\": \"x\", \"name\": \"admin\", \"createdBy\": \"user:evil\"}");

        assertThat(accounts.verify(name, PASSWORD)).isPresent();
    }

    @Test
    void keepsTheLastAdministrator() {
        demoteAllBut("admin");

        assertThat(accounts.change("admin", null, true, "user:test"))
                .isInstanceOf(AccountChange.LastAdministrator.class);
        assertThat(accounts.change("admin", Role.STEWARD, null, "user:test"))
                .isInstanceOf(AccountChange.LastAdministrator.class);

        create(name, PASSWORD, "admin");
        assertThat(accounts.change("admin", Role.STEWARD, null, "user:test")).isInstanceOf(AccountChange.Done.class);
        assertThat(accounts.change("admin", Role.ADMIN, null, "user:test")).isInstanceOf(AccountChange.Done.class);
        accounts.change(name, Role.VIEWER, null, "user:test");
    }

    @Test
    void keepsOneAdministratorWhenTwoAreDemotedAtOnce() throws Exception {
        demoteAllBut("admin");
        create(name, PASSWORD, "admin");
        CyclicBarrier start = new CyclicBarrier(2);
        List<Callable<AccountChange>> both = Stream.of("admin", name)
                .map(account -> (Callable<AccountChange>) () -> {
                    start.await();
                    return accounts.change(account, Role.STEWARD, null, "user:test");
                })
                .toList();

        List<AccountChange> changes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<AccountChange> change : threads.invokeAll(both)) {
                changes.add(change.get());
            }
        }

        assertThat(changes).filteredOn(AccountChange.Done.class::isInstance).hasSize(1);
        assertThat(changes).contains(new AccountChange.LastAdministrator());
        accounts.change("admin", Role.ADMIN, null, "user:test");
        accounts.change(name, Role.VIEWER, null, "user:test");
    }

    private void demoteAllBut(String one) {
        for (Account account : accounts.all()) {
            if (account.role() == Role.ADMIN && !account.name().equals(one)) {
                accounts.change(account.name(), Role.VIEWER, null, "user:test");
            }
        }
    }

    private HttpResponse<String> create(String wanted, String password, String role) {
        return system.json(
                "POST",
                "/api/v1/accounts",
                new JsonObject()
                        .put("name", wanted)
                        .put("password", password)
                        .put("role", role)
                        .encode(),
                "Authorization",
                operator);
    }

    private HttpResponse<String> patch(String change) {
        return system.json("PATCH", "/api/v1/accounts/" + name, change, "Authorization", operator);
    }
}
