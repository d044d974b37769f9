package io.karat.access;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The people who sign in with a password. A change that takes something away (a role, a password, the account) also ends
 * the person's sessions. The last administrator who can sign in stays one.
 */
@ApplicationScoped
public class Accounts {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    private final Passwords passwords;
    private final Sessions sessions;

    Accounts(Passwords passwords, Sessions sessions) {
        this.passwords = passwords;
        this.sessions = sessions;
    }

    @Transactional
    public List<Account> all() {
        return AccountRow.<AccountRow>listAll(Sort.by("name")).stream()
                .map(AccountRow::toAccount)
                .toList();
    }

    @Transactional
    public Optional<Account> find(String name) {
        return row(name).map(AccountRow::toAccount);
    }

    /** Those who may do what a role allows, by name; nobody who may not sign in. */
    @Transactional
    public List<String> able(Role role) {
        return AccountRow.<AccountRow>listAll(Sort.by("name")).stream()
                .filter(row -> !row.disabled && row.typedRole().compareTo(role) >= 0)
                .map(row -> row.name)
                .toList();
    }

    public AccountChange create(String name, String password, Role role, String actor) {
        if (!NAME.matcher(name).matches()) {
            return new AccountChange.Refused(
                    "A name has up to 64 characters: lower-case letters, digits, and . _ @ - after the first.");
        }
        return refusal(password).orElseGet(() -> add(name, password, role, actor));
    }

    /** For the first administrator, whose password is the operator's own affair. */
    AccountChange add(String name, String password, Role role, String actor) {
        String hash = passwords.hash(password);
        return QuarkusTransaction.requiringNew().call(() -> {
            lock();
            if (row(name).isPresent()) {
                return new AccountChange.NameTaken();
            }
            AccountRow row = new AccountRow();
            row.name = name;
            row.passwordHash = hash;
            row.role = role.label();
            row.theme = Theme.SYSTEM.label();
            row.createdAt = Instant.now();
            row.createdBy = actor;
            row.persist();
            return new AccountChange.Done(row.toAccount());
        });
    }

    /** Changes what is given, or nothing. */
    public AccountChange change(String name, @Nullable Role role, @Nullable Boolean disabled, String actor) {
        boolean takes = (role != null && role != Role.ADMIN) || Boolean.TRUE.equals(disabled);
        return change(name, takes, actor, row -> {
            row.role = role == null ? row.role : role.label();
            row.disabled = disabled == null ? row.disabled : disabled;
        });
    }

    public AccountChange resetPassword(String name, String password, String actor) {
        return refusal(password).orElseGet(() -> {
            String hash = passwords.hash(password);
            return change(name, false, actor, row -> row.passwordHash = hash);
        });
    }

    @Transactional
    public void chooseTheme(String name, Theme theme) {
        row(name).ifPresent(row -> row.theme = theme.label());
    }

    /** The account, if this is its password and it may sign in. Holds no connection while it computes. */
    Optional<Account> verify(String name, String password) {
        Optional<String> hash = QuarkusTransaction.requiringNew()
                .call(() -> row(name).filter(row -> !row.disabled).map(row -> row.passwordHash));
        if (!passwords.check(password, hash)) {
            return Optional.empty();
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<AccountRow> row = row(name).filter(found -> !found.disabled);
            row.ifPresent(found -> found.lastSignInAt = Instant.now());
            return row.map(AccountRow::toAccount);
        });
    }

    private AccountChange change(String name, boolean takesAdministrator, String actor, Consumer<AccountRow> change) {
        return QuarkusTransaction.requiringNew().call(() -> {
            lock();
            Optional<AccountRow> found = row(name);
            if (found.isEmpty()) {
                return new AccountChange.NoSuchAccount();
            }
            AccountRow row = found.get();
            if (takesAdministrator && isLastAdministrator(row)) {
                return new AccountChange.LastAdministrator();
            }
            change.accept(row);
            row.changedBy = actor;
            sessions.endAll(name);
            return new AccountChange.Done(row.toAccount());
        });
    }

    private static boolean isLastAdministrator(AccountRow row) {
        return row.typedRole() == Role.ADMIN
                && !row.disabled
                && AccountRow.count("role = ?1 and not disabled and name <> ?2", Role.ADMIN.label(), row.name) == 0;
    }

    /** Two administrators who take the role from each other at one moment must not both succeed. */
    private static void lock() {
        AccountRow.getEntityManager()
                .createNativeQuery("lock table account in share row exclusive mode")
                .executeUpdate();
    }

    private static Optional<AccountRow> row(String name) {
        return AccountRow.findByIdOptional(name);
    }

    private static Optional<AccountChange> refusal(String password) {
        return password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST
                ? Optional.of(new AccountChange.Refused(
                        "A password has " + Passwords.SHORTEST + " to " + Passwords.LONGEST + " characters."))
                : Optional.empty();
    }
}
