package io.karat.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.golden.Overrides.Choice;
import io.karat.ledger.ChangeRequest.About;
import io.karat.ledger.ChangeRequest.Cause;
import io.karat.ledger.ChangeRequest.Closing;
import io.karat.ledger.ChangeRequest.Seen;
import io.karat.model.Approval.By;
import io.karat.model.Approval.Need;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The form in which requests for a change stand in the database. */
final class ChangeForm {

    static final String SELECT = """
            select c.id, c.entity, c.act, c.golden_id, c.with_id, c.golden_version, c.with_version, c.wanted, c.title,
                c.reason, c.proposer, c.proposed_at, c.approver_role, c.blind, c.state, c.decided_by, c.decided_at,
                c.decision_reason, c.approved, c.decision_id, g.version, w.version,
                q.evidence, c.golden_seen, c.with_seen, c.cause
            from change_request c
            left join golden_record g on g.entity = c.entity and g.golden_id = c.golden_id
            left join golden_record w on w.entity = c.entity and w.golden_id = c.with_id
            left join review q on q.id = c.answers and c.act = 'choose'
            """;

    private ChangeForm() {}

    static String act(Command.OfSteward wanted) {
        return switch (wanted) {
            case Command.Edit _ -> "edit";
            case Command.Choose _ -> "choose";
            case Command.Merge _ -> "merge";
            case Command.Split _ -> "split";
            case Command.Transfer _ -> "move";
            case Command.Undo _ -> "undo";
            case Command.Create _ -> "create";
            case Command.Remove _ -> "delete";
            case Command.Restore _ -> "restore";
            default -> throw unknown(wanted.getClass().getSimpleName());
        };
    }

    static @Nullable String reason(Command.OfSteward wanted) {
        return switch (wanted) {
            case Command.Edit edit -> edit.reason();
            case Command.Choose choose -> choose.reason();
            case Command.Merge merge -> merge.reason();
            case Command.Split split -> split.reason();
            case Command.Transfer move -> move.reason();
            case Command.Undo undo -> undo.reason();
            case Command.Create create -> create.reason();
            case Command.Remove remove -> remove.reason();
            case Command.Restore restore -> restore.reason();
            default -> throw unknown(wanted.getClass().getSimpleName());
        };
    }

    private static IllegalArgumentException unknown(String act) {
        return new IllegalArgumentException(act + " is nothing that is asked for with a request");
    }

    /** What stands in no column of its own. */
    static String json(Command.OfSteward wanted) {
        ObjectNode json = Json.object();
        switch (wanted) {
            case Command.Edit edit -> {
                values(json.putObject("values"), edit.values());
                if (edit.expires() != null) {
                    json.put("expires", edit.expires().toString());
                }
            }
            case Command.Choose choose -> choice(json, choose);
            case Command.Merge _, Command.Restore _ -> {}
            case Command.Split split -> keys(json.putArray("records"), split.records());
            case Command.Transfer move -> keys(json.putArray("records"), move.records());
            case Command.Undo undo -> json.put("decision", undo.decision().toString());
            case Command.Create create -> {
                keys(json.putArray("records"), List.of(create.key()));
                values(json.putObject("values"), create.data().values());
            }
            case Command.Remove remove -> keys(json.putArray("records"), List.of(remove.key()));
            default -> throw unknown(wanted.getClass().getSimpleName());
        }
        return Json.write(json);
    }

    private static void choice(ObjectNode json, Command.Choose choose) {
        Choice meant = Objects.requireNonNull(choose.meant());
        keys(json.putArray("records"), List.of(choose.record()));
        json.put("review", choose.review().toString());
        json.put("evidence", choose.evidence());
        json.put("unit", meant.unit());
        json.put("among", meant.among());
        values(json.putObject("values"), meant.values().values());
    }

    private static Command.Choose choice(JsonNode json, @Nullable String reason, String proposer) {
        return new Command.Choose(
                UUID.fromString(json.path("review").asText()),
                keys(json.path("records")).getFirst(),
                json.path("evidence").asLong(),
                reason,
                proposer,
                new Choice(
                        json.path("unit").asText(),
                        json.path("among").asLong(),
                        new RecordData(values(json.path("values")))));
    }

    private static void values(ObjectNode json, SortedMap<String, List<String>> values) {
        values.forEach((attribute, list) -> list.forEach(json.putArray(attribute)::add));
    }

    private static void keys(ArrayNode json, List<RecordKey> keys) {
        keys.forEach(key -> json.addArray().add(key.source()).add(key.key()));
    }

    static String json(Opinion opinion) {
        ObjectNode json = Json.object();
        if (opinion.verdict() != null) {
            json.put("verdict", opinion.verdict());
        } else {
            values(json.putObject("values"), new TreeMap<>(opinion.values()));
        }
        return Json.write(json);
    }

    static Opinion opinion(String json) {
        JsonNode tree = Json.tree(json);
        return new Opinion(
                tree.hasNonNull("verdict") ? tree.get("verdict").asText() : null, values(tree.path("values")));
    }

    static ChangeRequest read(ResultSet row) throws SQLException {
        String proposer = row.getString(11);
        return new ChangeRequest(
                row.getObject(1, UUID.class),
                row.getString(2),
                wanted(row, proposer),
                row.getString(9),
                new About(seen(row, 4, 24, 6, 21), seen(row, 5, 25, 7, 22), row.getObject(23, Long.class)),
                row.getString(10),
                proposer,
                Rows.instant(row, 12),
                new Need(By.valueOf(row.getString(13).toUpperCase(Locale.ROOT)), row.getBoolean(14)),
                ChangeRequest.State.valueOf(row.getString(15).toUpperCase(Locale.ROOT)),
                closing(row));
    }

    private static @Nullable Seen seen(ResultSet row, int id, int as, int then, int now) throws SQLException {
        UUID golden = row.getObject(id, UUID.class);
        if (golden == null) {
            return null;
        }
        Integer seen = row.getObject(then, Integer.class);
        int present = row.getInt(now);
        return new Seen(golden, row.getObject(as, UUID.class), seen == null ? present : seen, present);
    }

    private static @Nullable Closing closing(ResultSet row) throws SQLException {
        Instant at = RecordStore.instant(row, 17);
        return at == null
                ? null
                : new Closing(
                        row.getString(16),
                        at,
                        row.getString(18),
                        row.getArray(19) == null
                                ? List.of()
                                : List.of((String[]) row.getArray(19).getArray()),
                        row.getObject(20, UUID.class),
                        row.getString(26) == null
                                ? null
                                : Cause.valueOf(row.getString(26).toUpperCase(Locale.ROOT)));
    }

    private static Command.OfSteward wanted(ResultSet row, String proposer) throws SQLException {
        UUID golden = row.getObject(4, UUID.class);
        UUID with = row.getObject(5, UUID.class);
        int version = row.getInt(6);
        Integer withVersion = row.getObject(7, Integer.class);
        String reason = row.getString(10);
        JsonNode json = Json.tree(row.getString(8));
        List<RecordKey> records = keys(json.path("records"));
        return switch (row.getString(3)) {
            case "edit" ->
                new Command.Edit(
                        golden,
                        version,
                        values(json.path("values")),
                        reason,
                        json.hasNonNull("expires")
                                ? Instant.parse(json.get("expires").asText())
                                : null,
                        proposer);
            case "choose" -> choice(json, reason, proposer);
            case "merge" -> new Command.Merge(golden, version, with, withVersion, reason, proposer);
            case "split" -> new Command.Split(golden, version, records, reason, proposer);
            case "move" -> new Command.Transfer(golden, version, records, with, withVersion, reason, proposer);
            case "undo" ->
                new Command.Undo(UUID.fromString(json.path("decision").asText()), reason, proposer);
            case "create" ->
                new Command.Create(records.getFirst(), new RecordData(values(json.path("values"))), reason, proposer);
            case "delete" -> new Command.Remove(golden, version, records.getFirst(), reason, proposer);
            case "restore" -> new Command.Restore(golden, reason, proposer);
            default -> throw unknown(row.getString(3));
        };
    }

    private static SortedMap<String, List<String>> values(JsonNode json) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        json.properties().forEach(entry -> {
            List<String> list = new ArrayList<>();
            entry.getValue().forEach(value -> list.add(value.asText()));
            values.put(entry.getKey(), list);
        });
        return values;
    }

    private static List<RecordKey> keys(JsonNode json) {
        List<RecordKey> keys = new ArrayList<>();
        json.forEach(
                key -> keys.add(new RecordKey(key.get(0).asText(), key.get(1).asText())));
        return keys;
    }
}
