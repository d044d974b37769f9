package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Pin;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which values stewards pinned, and which of them the sources now contradict. */
@ApplicationScoped
public class PinReport {

    /** Pins read at a time. */
    private static final int PAGE = 100;

    private final DataSource database;
    private final GoldenRecords goldens;
    private final SourceRecords records;

    PinReport(DataSource database, GoldenRecords goldens, SourceRecords records) {
        this.database = database;
        this.goldens = goldens;
        this.records = records;
    }

    /**
     * @param pins newest first
     * @param next where the next page begins, or null after the last one
     */
    public record Page(List<PinView> pins, @Nullable UUID next) {
        public Page {
            pins = List.copyOf(pins);
        }
    }

    /**
     * Standing pins, newest first.
     *
     * @param standing of the sources to them, or null for all
     * @param before from the page before, or null
     */
    public Page list(String entity, PinView.@Nullable Standing standing, @Nullable UUID before, int limit) {
        List<PinView> found = new ArrayList<>();
        UUID at = before;
        while (true) {
            List<Row> rows = rows(entity, at);
            for (Row row : rows) {
                at = row.id();
                Optional<PinView> view = view(entity, row);
                if (view.isPresent() && (standing == null || view.get().standing() == standing)) {
                    found.add(view.get());
                    if (found.size() == limit) {
                        return new Page(found, at);
                    }
                }
            }
            if (rows.size() < PAGE) {
                return new Page(found, null);
            }
        }
    }

    /** Of a live golden record: when its pins end, by attribute; those that do not are left out. */
    public Map<String, Instant> ends(EntityType type, GoldenView golden, Instant now) {
        boolean pinned = golden.values().values().values().stream()
                .anyMatch(value -> value.rule().equals(Pin.RULE));
        if (!pinned) {
            return Map.of();
        }
        Map<String, Instant> ends = new HashMap<>();
        try (Connection connection = database.getConnection()) {
            List<Pin> pins =
                    new Pins(connection, type).effective(List.of(golden.id())).getOrDefault(golden.id(), List.of());
            Pin.standing(pins, now).forEach((attribute, pin) -> {
                if (pin.expires() != null) {
                    ends.put(attribute, pin.expires());
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("pins could not be read (SQL state " + e.getSQLState() + ")", e);
        }
        return ends;
    }

    private record Row(
            UUID id,
            UUID golden,
            String attribute,
            List<String> values,
            String reason,
            String author,
            Instant at,
            @Nullable Instant expires) {

        static Row of(ResultSet rows) throws SQLException {
            List<String> values = new ArrayList<>();
            Json.tree(rows.getString(4)).forEach(v -> values.add(v.asText()));
            return new Row(
                    rows.getObject(1, UUID.class),
                    rows.getObject(2, UUID.class),
                    rows.getString(3),
                    values,
                    rows.getString(5),
                    rows.getString(6),
                    Rows.instant(rows, 7),
                    RecordStore.instant(rows, 8));
        }
    }

    private List<Row> rows(String entity, @Nullable UUID before) {
        return Rows.read(
                database,
                """
                select id, golden_id, attribute, values, reason, author, at, expires_at from pin
                where entity = ? and released_at is null and (expires_at is null or expires_at > now())
                    and id < coalesce(?, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
                order by id desc limit ?
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setObject(2, before);
                    statement.setInt(3, PAGE);
                },
                Row::of);
    }

    /** Empty for a pin on a golden record that ended. */
    private Optional<PinView> view(String entity, Row row) {
        return live(entity, row.golden()).map(golden -> {
            List<Integer> members = Arrays.stream(golden.members()).boxed().toList();
            GoldenValues.Value now = goldens.preview(entity, members).values().get(row.attribute());
            List<String> sources = now == null ? List.of() : now.values();
            return new PinView(
                    row.id(),
                    golden.id(),
                    golden.title(),
                    row.attribute(),
                    row.values(),
                    row.reason(),
                    row.author(),
                    row.at(),
                    row.expires(),
                    sources,
                    sources.equals(row.values()) ? null : said(entity, now, members));
        });
    }

    /** When the record that would win was received; without one, the last of the members was. */
    private Instant said(String entity, GoldenValues.@Nullable Value now, List<Integer> members) {
        Map<Integer, Instant> received = new HashMap<>();
        records.find(entity, members).forEach(r -> received.put(r.ordinal(), r.receivedAt()));
        Instant winner = now == null ? null : received.get(now.winner());
        return winner != null
                ? winner
                : received.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private Optional<GoldenView> live(String entity, UUID id) {
        Set<UUID> seen = new HashSet<>();
        Optional<GoldenView> at = goldens.find(entity, id);
        while (at.isPresent() && !at.get().live()) {
            UUID heir = at.get().heir();
            if (heir == null || !seen.add(heir)) {
                return Optional.empty();
            }
            at = goldens.find(entity, heir);
        }
        return at;
    }
}
