package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(FirstStartTest.WithPassword.class)
class FirstStartTest {

    private static final String PASSWORD = "set by the operator";

    @Inject
    DataDirectory directory;

    @Inject
    Accounts accounts;

    @Inject
    Tokens tokens;

    @TempDir
    Path elsewhere;

    @Test
    void takesThePasswordThatWasSetAndWritesItNowhere() throws Exception {
        assertThat(accounts.verify("admin", PASSWORD).orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(Files.exists(directory.file("admin.password"))).isFalse();
        assertThat(Files.readString(directory.file("logs/karat.log"))).doesNotContain(PASSWORD);
    }

    @Test
    void changesNoPasswordOnceThereIsAnAccount() {
        start(Optional.of("another password"));

        assertThat(accounts.verify("admin", PASSWORD)).isPresent();
    }

    @Test
    void keepsItsTokenAcrossStarts() {
        String first = start(Optional.empty());
        String second = start(Optional.empty());

        assertThat(second).isEqualTo(first);
        assertThat(tokens.verify(second)).isPresent();
    }

    @Test
    void replacesATokenThatWasRevokedOrIsNone() {
        String first = start(Optional.empty());
        tokens.revoke(tokens.verify(first).orElseThrow().id(), "user:test");

        String second = start(Optional.empty());
        assertThat(second).isNotEqualTo(first);
        assertThat(tokens.verify(first)).isEmpty();
        assertThat(tokens.verify(second)).isPresent();

        DataDirectory.open(elsewhere).writeSecret("admin.token", "weak");
        String third = start(Optional.empty());
        assertThat(third).startsWith("karat_");
        assertThat(tokens.verify(third)).isPresent();
        assertThat(tokens.verify("weak")).isEmpty();
    }

    /** Another data directory on the same database, as after a move; gives the token it ends with. */
    private String start(Optional<String> password) {
        DataDirectory there = DataDirectory.open(elsewhere);
        new FirstStart(there, accounts, tokens, password).whenStarting(new StartupEvent());
        return there.readSecret("admin.token").orElseThrow();
    }

    /** A hub of its own, never started before. */
    public static final class WithPassword implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "karat.admin.password",
                    PASSWORD,
                    "karat.data",
                    Path.of(
                                    "target",
                                    "hubs-under-test",
                                    "first-" + ProcessHandle.current().pid())
                            .toString());
        }
    }
}
