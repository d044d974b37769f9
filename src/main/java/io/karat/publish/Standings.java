package io.karat.publish;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How subscriptions are doing, for pages, for the API and for metrics. */
@Singleton
public final class Standings {

    private static final String SELECT =
            "select s.*, coalesce(l.seq, 0) as last, c.pending, c.parked, c.dead, c.oldest,"
                    + " a.total, a.good, least(v.at, c.oldest_at) as oldest_at"
                    + " from subscription s left join ledger l on l.entity = s.entity"
                    + " left join golden_version v on v.entity = s.entity and v.seq = s.position + 1"
                    + " cross join lateral (select count(*) filter (where d.state = 'pending') as pending,"
                    + " count(*) filter (where d.state = 'parked') as parked, count(*) filter (where d.state = 'dead') as dead,"
                    + " min(d.seq) filter (where not d.replay) as oldest,"
                    + " min(g.at) filter (where not d.replay) as oldest_at"
                    + " from delivery d left join golden_version g on g.entity = s.entity and g.seq = d.seq"
                    + " where d.subscription = s.id and d.state in ('pending', 'parked', 'dead')) c"
                    + " cross join lateral (select count(*) as total, count(*) filter (where t.error is null) as good"
                    + " from delivery_attempt t join delivery d on d.id = t.delivery"
                    + " where d.subscription = s.id and t.at > ?) a";

    private final Database database;
    private final InstantSource clock;

    @Inject
    Standings(Database database) {
        this(database, InstantSource.system());
    }

    Standings(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** By name. */
    public List<Standing> all() {
        Instant now = clock.instant();
        return database.list(SELECT + " order by s.name", row -> of(row, now), now.minus(Duration.ofDays(1)));
    }

    public Optional<Standing> find(UUID id) {
        Instant now = clock.instant();
        return database
                .list(SELECT + " where s.id = ?", row -> of(row, now), now.minus(Duration.ofDays(1)), id)
                .stream()
                .findFirst();
    }

    /** Which version of a golden record each subscription of its entity type has. */
    public List<Standing.Published> of(String entity, UUID goldenId) {
        return database.list(
                "select s.id, s.name, s.state, coalesce((select max(v.version) from golden_version v"
                        + " where v.entity = s.entity and v.golden_id = ? and v.seq > s.started and v.seq <= s.position"
                        + " and not exists (select 1 from delivery d where d.subscription = s.id and d.seq = v.seq"
                        + " and d.golden_id = v.golden_id and not d.replay and d.state <> 'delivered')), 0) as has,"
                        + " coalesce((select max(v.version) from golden_version v where v.entity = s.entity"
                        + " and v.golden_id = ?), 0) as latest from subscription s where s.entity = ? order by s.name",
                row -> new Standing.Published(
                        Statements.uuid(row, "id"),
                        row.getString("name"),
                        Subscription.State.of(row.getString("state")),
                        row.getInt("has") == 0 ? null : row.getInt("has"),
                        row.getInt("latest")),
                goldenId,
                goldenId,
                entity);
    }

    private static Standing of(ResultSet row, Instant now) throws SQLException {
        Subscription subscription = Subscriptions.of(row);
        Long oldest = Statements.longOrNull(row, "oldest");
        Instant oldestAt = Statements.instantOrNull(row, "oldest_at");
        long delivered = oldest == null ? subscription.position() : Math.min(subscription.position(), oldest - 1);
        long total = row.getLong("total");
        return new Standing(
                subscription,
                delivered,
                Math.max(0, row.getLong("last") - delivered),
                oldestAt == null
                        ? 0
                        : Math.max(0, Duration.between(oldestAt, now).toMillis() / 1000.0),
                row.getLong("pending"),
                row.getLong("parked"),
                row.getLong("dead"),
                rate(total, row.getLong("good")));
    }

    private static @Nullable Double rate(long total, long good) {
        return total == 0 ? null : (double) good / total;
    }
}
