package io.karat.access;

import io.karat.boot.DataDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Gives the operator a way in: the first administrator's password and an administrator's token, in files of the data
 * directory that only the operator can read, before the hub says that it is ready. Each secret is in its file before the
 * database knows its hash, so a hub that is killed in between takes up the same secret again.
 */
@Singleton
final class FirstStart {

    static final String ADMINISTRATOR = "admin";
    static final String PASSWORD_FILE = "admin.password";
    static final String TOKEN_FILE = "admin.token";

    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final DataDirectory directory;
    private final Accounts accounts;
    private final Tokens tokens;
    private final Optional<String> wantedPassword;

    FirstStart(
            DataDirectory directory,
            Accounts accounts,
            Tokens tokens,
            @ConfigProperty(name = "karat.admin.password") Optional<String> wantedPassword) {
        this.directory = directory;
        this.accounts = accounts;
        this.tokens = tokens;
        this.wantedPassword = wantedPassword.filter(password -> !password.isBlank());
    }

    void whenStarting(@Observes @Priority(100) StartupEvent starting) {
        ensureAdministrator();
        ensureToken();
    }

    private void ensureAdministrator() {
        if (!accounts.all().isEmpty()) {
            return;
        }
        wantedPassword.ifPresentOrElse(this::takeWantedPassword, this::takeRandomPassword);
    }

    private void takeWantedPassword(String password) {
        if (password.length() < Passwords.SHORTEST) {
            LOG.warn("The first administrator's password is short; change it before others can reach the hub");
        }
        accounts.add(ADMINISTRATOR, password, Role.ADMIN, "system");
        LOG.infof("The first administrator is %s, with the password that was set", ADMINISTRATOR);
    }

    private void takeRandomPassword() {
        String password = directory.readSecret(PASSWORD_FILE).orElseGet(() -> {
            String random = Secrets.random();
            directory.writeSecret(PASSWORD_FILE, random);
            return random;
        });
        accounts.add(ADMINISTRATOR, password, Role.ADMIN, "system");
        LOG.infof("The first administrator is %s; the password is in %s", ADMINISTRATOR, PASSWORD_FILE);
    }

    private void ensureToken() {
        Optional<String> kept = directory.readSecret(TOKEN_FILE);
        String secret = kept.orElseGet(() -> Tokens.PREFIX + Secrets.random());
        if (kept.isEmpty()) {
            directory.writeSecret(TOKEN_FILE, secret);
        }
        String good = tokens.ensureAdministration(secret);
        if (!good.equals(secret)) {
            directory.writeSecret(TOKEN_FILE, good);
        }
    }
}
