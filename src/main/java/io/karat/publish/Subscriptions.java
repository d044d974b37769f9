package io.karat.publish;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All subscriptions, and what people do with them. */
@Singleton
public final class Subscriptions {

    /** How long a secret that was replaced still signs. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final Feed feed;
    private final SecretBox box;
    private final boolean privateAllowed;
    private final InstantSource clock;

    @Inject
    Subscriptions(Database database, Feed feed, SecretBox box, WebhookSettings settings) {
        this(
                database,
                feed,
                box,
                settings.privateTargets() == WebhookSettings.PrivateTargets.ALLOW,
                InstantSource.system());
    }

    Subscriptions(Database database, Feed feed, SecretBox box, boolean privateAllowed, InstantSource clock) {
        this.database = database;
        this.feed = feed;
        this.box = box;
        this.privateAllowed = privateAllowed;
        this.clock = clock;
    }

    public List<Subscription> all() {
        return database.list("select * from subscription order by name", Subscriptions::of);
    }

    public Optional<Subscription> find(UUID id) {
        return database.transaction(connection -> find(connection, id));
    }

    public SubscriptionChange create(NewSubscription wish) {
        Optional<String> problem = problem(wish.name()).or(() -> urlProblem(wish.url()));
        if (problem.isPresent()) {
            return new SubscriptionChange.Refused(problem.get());
        }
        Optional<Long> start = start(wish);
        if (start.isEmpty()) {
            return new SubscriptionChange.Refused("from is now, start, or a cursor of this entity type's feed");
        }
        UUID id = UUID.randomUUID();
        String secret = SecretBox.make();
        return database.transaction(connection -> {
            int created = Database.change(
                    connection,
                    "insert into subscription (id, name, entity, url, state, secret, started, position, created_at,"
                            + " created_by) values (?, ?, ?, ?, 'active', ?, ?, ?, ?, ?) on conflict (name) do nothing",
                    id,
                    wish.name().strip(),
                    wish.entity(),
                    wish.url(),
                    box.seal(id, secret),
                    start.get(),
                    start.get(),
                    clock.instant(),
                    wish.actor());
            return created == 0
                    ? new SubscriptionChange.NameTaken()
                    : new SubscriptionChange.Done(find(connection, id).orElseThrow(), secret);
        });
    }

    public boolean delete(UUID id, String actor) {
        return database.transaction(connection -> {
            Database.change(connection, "update subscription set changed_by = ? where id = ?", actor, id);
            return Database.change(connection, "delete from subscription where id = ?", id) == 1;
        });
    }

    /** Nothing is sent until it is resumed; nothing is lost. */
    public SubscriptionChange pause(UUID id, String actor) {
        return change(
                id,
                null,
                "update subscription set state = 'paused', reason = null, lease = null, changed_by = ? where id = ?",
                actor,
                id);
    }

    /** Goes on where it stopped, at once. */
    public SubscriptionChange resume(UUID id, String actor) {
        return change(
                id,
                null,
                "with due as (update delivery set due_at = ? where subscription = ? and state = 'pending')"
                        + " update subscription set state = 'active', reason = null, failures = 0, failing_since = null,"
                        + " resume_at = null, changed_by = ? where id = ?",
                clock.instant(),
                id,
                actor,
                id);
    }

    /** Sends to another address from now on. */
    public SubscriptionChange redirect(UUID id, String url, String actor) {
        Optional<String> problem = urlProblem(url);
        return problem.isPresent()
                ? new SubscriptionChange.Refused(problem.get())
                : change(id, null, "update subscription set url = ?, changed_by = ? where id = ?", url, actor, id);
    }

    /** A new secret; the one before signs as well for a day. */
    public SubscriptionChange rotate(UUID id, String actor) {
        String secret = SecretBox.make();
        return change(
                id,
                secret,
                "update subscription set former_secret = secret, former_until = ?, secret = ?, changed_by = ? where id = ?",
                clock.instant().plus(OVERLAP),
                box.seal(id, secret),
                actor,
                id);
    }

    private SubscriptionChange change(UUID id, @Nullable String secret, String sql, Object... parameters) {
        return database.transaction(connection -> Database.change(connection, sql, parameters) == 0
                ? new SubscriptionChange.NoSuchSubscription()
                : new SubscriptionChange.Done(find(connection, id).orElseThrow(), secret));
    }

    private static Optional<String> problem(String name) {
        return name.isBlank() || name.length() > LONGEST_NAME
                ? Optional.of("A subscription needs a name of at most " + LONGEST_NAME + " characters")
                : Optional.empty();
    }

    /** An address that is plainly private is refused here; a name is judged by what it resolves to when it is used. */
    private Optional<String> urlProblem(String url) {
        try {
            WebhookUrl target = WebhookUrl.parse(url);
            boolean literal = target.host().matches("[0-9.]+") || target.host().contains(":");
            return privateAllowed || !literal || Addresses.isPublic(InetAddress.getByName(target.host()))
                    ? Optional.empty()
                    : Optional.of("Webhooks to private addresses are not allowed");
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        } catch (UnknownHostException e) {
            return Optional.of("A webhook's host is a name, or an address in its usual form");
        }
    }

    private Optional<Long> start(NewSubscription wish) {
        String from = wish.from() == null ? "now" : wish.from();
        return switch (from) {
            case "now" -> Optional.of(database.transaction(connection -> Feed.last(connection, wish.entity())));
            case "start" -> Optional.of(0L);
            default -> feed.seq(wish.entity(), from);
        };
    }

    private static Optional<Subscription> find(Connection connection, UUID id) throws SQLException {
        return Database.list(connection, "select * from subscription where id = ?", Subscriptions::of, id).stream()
                .findFirst();
    }

    static Subscription of(ResultSet row) throws SQLException {
        return new Subscription(
                Statements.uuid(row, "id"),
                row.getString("name"),
                row.getString("entity"),
                row.getString("url"),
                Subscription.State.of(row.getString("state")),
                row.getString("reason"),
                row.getLong("position"),
                Statements.instantOrNull(row, "failing_since"),
                Statements.instantOrNull(row, "last_success_at"),
                row.getString("last_error"),
                Statements.instantOrNull(row, "last_error_at"),
                Statements.instant(row, "created_at"),
                row.getString("created_by"));
    }
}
