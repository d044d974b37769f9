package io.karat.publish;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what was sent, what waits and what failed. */
@Singleton
public final class DeliveryLog {

    private final Database database;

    DeliveryLog(Database database) {
        this.database = database;
    }

    /**
     * Which deliveries to show; null for any.
     *
     * @param before only those that are older than the delivery of this id
     */
    public record Filter(
            @Nullable UUID subscription,
            @Nullable String state,
            @Nullable UUID goldenId,
            @Nullable Long before) {}

    /** The newest first. */
    public List<Delivery> list(Filter filter, int limit) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder(Delivery.SELECT).append(" where true");
        narrow(sql, parameters, " and d.subscription = ?", filter.subscription());
        narrow(sql, parameters, " and d.state = ?", filter.state());
        narrow(sql, parameters, " and d.golden_id = ?", filter.goldenId());
        narrow(sql, parameters, " and d.id < ?", filter.before());
        parameters.add(limit);
        return database.list(sql.append(" order by d.id desc limit ?").toString(), Delivery::of, parameters.toArray());
    }

    private static void narrow(StringBuilder sql, List<Object> parameters, String clause, @Nullable Object value) {
        if (value != null) {
            sql.append(clause);
            parameters.add(value);
        }
    }

    public Optional<Delivery.Log> find(long id) {
        return database.list(Delivery.SELECT + " where d.id = ?", Delivery::of, id).stream()
                .findFirst()
                .map(delivery -> new Delivery.Log(
                        delivery,
                        database.list(
                                "select * from delivery_attempt where delivery = ? order by id",
                                row -> new Delivery.Attempt(
                                        row.getLong("id"),
                                        Statements.instant(row, "at"),
                                        Statements.integerOrNull(row, "status"),
                                        row.getInt("latency_ms"),
                                        row.getString("error"),
                                        row.getString("excerpt")),
                                id)));
    }
}
