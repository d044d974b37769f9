package io.karat.ledger;

import io.karat.match.Parameters;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything that scores of an entity type depend on, frozen in numbered versions of which one is active. Version 0 is
 * built in, and active while no other is.
 */
@ApplicationScoped
public class ParameterVersions {

    private final DataSource database;
    private final Map<String, Parameters> recent = new ConcurrentHashMap<>();

    ParameterVersions(DataSource database) {
        this.database = database;
    }

    /**
     * A stored version.
     *
     * @param origin trained or built-in
     * @param labels stewards' decisions that refined what was learnt
     * @param effect what activating it would have changed when it was made, or null
     */
    public record Version(
            int version,
            String origin,
            boolean active,
            Instant createdAt,
            String actor,
            int labels,
            @Nullable PlanEffect effect) {}

    /** Newest first, without the built-in ones. */
    public List<Version> list(EntityType type) {
        return Rows.read(
                database,
                "select version, origin, active, created_at, actor, labels, effect from parameter_version where entity = ?"
                        + " order by version desc",
                (connection, statement) -> statement.setString(1, type.name()),
                rows -> new Version(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getBoolean(3),
                        Rows.instant(rows, 4),
                        rows.getString(5),
                        rows.getInt(6),
                        PlanEffect.read(rows.getString(7))));
    }

    /** The parameters in force. */
    public Parameters active(EntityType type) {
        int version = Rows.read(
                        database,
                        "select version from parameter_version where entity = ? and active",
                        (connection, statement) -> statement.setString(1, type.name()),
                        rows -> rows.getInt(1))
                .stream()
                .findFirst()
                .orElse(0);
        return find(type, version)
                .orElseThrow(() -> new IllegalStateException("parameters in force are gone: " + type.name()));
    }

    /** The built-in ones for 0; empty when there is no such version. */
    public Optional<Parameters> find(EntityType type, int version) {
        Parameters known = recent.get(type.name());
        if (known != null && known.version() == version) {
            return Optional.of(known);
        }
        Optional<Parameters> found = version == 0 ? Optional.of(Parameters.builtIn(type)) : stored(type, version);
        found.ifPresent(p -> recent.put(type.name(), p));
        return found;
    }

    private Optional<Parameters> stored(EntityType type, int version) {
        return Rows.read(
                        database,
                        "select body from parameter_version where entity = ? and version = ?",
                        (connection, statement) -> {
                            statement.setString(1, type.name());
                            statement.setInt(2, version);
                        },
                        rows -> Parameters.decode(type, rows.getBytes(1)))
                .stream()
                .findFirst();
    }

    /** True when a version was ever trained. */
    boolean trained(EntityType type) {
        return !Rows.read(
                        database,
                        "select version from parameter_version where entity = ? limit 1",
                        (connection, statement) -> statement.setString(1, type.name()),
                        rows -> rows.getInt(1))
                .isEmpty();
    }

    /** What was learnt, from how many decisions of stewards, and at whose word. */
    record Learnt(
            Parameters parameters,
            int labels,
            String actor,
            Instant at,
            @Nullable UUID job) {}

    /** What was learnt for a job already. */
    Optional<Parameters> learntFor(EntityType type, @Nullable UUID job) {
        return job == null
                ? Optional.empty()
                : Rows.read(
                                database,
                                "select body from parameter_version where entity = ? and job = ?",
                                (connection, statement) -> {
                                    statement.setString(1, type.name());
                                    statement.setObject(2, job);
                                },
                                rows -> Parameters.decode(type, rows.getBytes(1)))
                        .stream()
                        .findFirst();
    }

    /** Keeps parameters under the next number, not yet active; returns them with it. */
    Parameters store(EntityType type, Learnt learnt) {
        try (Connection connection = database.getConnection()) {
            int number = next(connection, type.name());
            Parameters numbered = learnt.parameters().withVersion(number);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into parameter_version (entity, version, origin, body, active, created_at, actor, labels, job)"
                            + " values (?, ?, 'trained', ?, false, ?, ?, ?, ?)")) {
                insert.setString(1, type.name());
                insert.setInt(2, number);
                insert.setBytes(3, numbered.encode());
                insert.setObject(4, RecordStore.time(learnt.at()));
                insert.setString(5, learnt.actor());
                insert.setInt(6, learnt.labels());
                insert.setObject(7, learnt.job());
                insert.executeUpdate();
            }
            return numbered;
        } catch (SQLException e) {
            throw new IllegalStateException("parameters could not be kept (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private static int next(Connection connection, String entity) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select coalesce(max(version), 0) + 1 from parameter_version where entity = ?")) {
            query.setString(1, entity);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** What activating a version would change, as of now. */
    void tell(EntityType type, int version, PlanEffect effect) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update parameter_version set effect = ?::jsonb where entity = ? and version = ?")) {
            update.setString(1, Json.write(effect));
            update.setString(2, type.name());
            update.setInt(3, version);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("an effect could not be kept (SQL state " + e.getSQLState() + ")", e);
        }
    }
}
