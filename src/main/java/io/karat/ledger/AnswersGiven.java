package io.karat.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What was answered to acts that came with a key. A refusal is no answer: nothing was done, and it may be sent again. */
@ApplicationScoped
public class AnswersGiven {

    private static final Outcome.OfSteward TAKEN = new Outcome.Refused(
            "key.used",
            "This idempotency key came with another decision before. Send each decision with a key of its own.");

    private final DataSource database;

    AnswersGiven(DataSource database) {
        this.database = database;
    }

    /** What it was answered before; a refusal if its key came with another decision. */
    public Optional<Outcome.OfSteward> find(Command.Once once) {
        try (Connection connection = database.getConnection()) {
            return find(connection, once);
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not say what was answered", e);
        }
    }

    static Optional<Outcome.OfSteward> find(Connection connection, Command.Once once) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select asked, answer from answer_given where actor = ? and key = ?")) {
            query.setString(1, once.actor());
            query.setString(2, once.key());
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                boolean same = MessageDigest.isEqual(rows.getBytes(1), hash(once.wanted()));
                return Optional.of(same ? answer(Json.tree(rows.getString(2))) : TAKEN);
            }
        }
    }

    /** In the transaction that does it. */
    static void keep(Connection connection, String entity, Command.Once once, Outcome.OfSteward outcome)
            throws SQLException {
        Optional<ObjectNode> answer = json(outcome);
        if (answer.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into answer_given (actor, key, entity, asked, answer) values (?, ?, ?, ?, ?::jsonb)")) {
            insert.setString(1, once.actor());
            insert.setString(2, once.key());
            insert.setString(3, entity);
            insert.setBytes(4, hash(once.wanted()));
            insert.setString(5, answer.get().toString());
            insert.executeUpdate();
        }
    }

    private static Optional<ObjectNode> json(Outcome.OfSteward outcome) {
        ObjectNode json = Json.object();
        return switch (outcome) {
            case Outcome.Done(UUID decision, List<UUID> golden) -> {
                if (decision != null) {
                    json.put("decision", decision.toString());
                }
                ArrayNode changed = json.putArray("golden");
                golden.forEach(id -> changed.add(id.toString()));
                yield Optional.of(json);
            }
            case Outcome.Waits(String message) -> Optional.of(json.put("waits", message));
            case Outcome.Proposed(UUID request, boolean anew) ->
                Optional.of(json.put("proposed", request.toString()).put("anew", anew));
            case Outcome.Changed _, Outcome.Contradicts _, Outcome.Refused _ -> Optional.empty();
        };
    }

    private static Outcome.OfSteward answer(JsonNode json) {
        if (json.has("waits")) {
            return new Outcome.Waits(json.get("waits").asText());
        }
        if (json.has("proposed")) {
            return new Outcome.Proposed(
                    UUID.fromString(json.get("proposed").asText()),
                    json.get("anew").asBoolean());
        }
        List<UUID> golden = new ArrayList<>();
        json.path("golden").forEach(id -> golden.add(UUID.fromString(id.asText())));
        JsonNode decision = json.get("decision");
        return new Outcome.Done(decision == null ? null : UUID.fromString(decision.asText()), golden);
    }

    private static byte[] hash(Command.OfSteward wanted) {
        String asked = asked(wanted);
        try {
            return MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What makes it another act; not what was seen. */
    private static String asked(Command.OfSteward wanted) {
        return switch (wanted) {
            case Command.Answer answer -> answer.review() + " " + said(answer);
            case Command.AsSeen seen -> asked(seen.wanted());
            case Command.OnRecords act -> act.golden() + " " + said(act);
            case Command.Undo undo -> undo.decision() + " UNDO";
            case Command.Restore restore -> restore.golden() + " RESTORE";
            case Command.PinValue pin -> pin.golden() + " PIN " + pin.attribute() + " " + pin.values();
            case Command.Unpin unpin -> unpin.golden() + " UNPIN " + unpin.attribute();
            case Command.Propose(Command.OfSteward act) -> "PROPOSE " + asked(act);
            default ->
                throw new IllegalArgumentException(wanted.getClass().getSimpleName() + " does not come with a key");
        };
    }

    private static String said(Command.OnRecords wanted) {
        return switch (wanted) {
            case Command.Merge merge -> "MERGE " + merge.with();
            case Command.Split split -> "SPLIT " + split.records();
            case Command.Transfer move -> "MOVE " + move.records() + " " + move.to();
            case Command.Remove remove -> "REMOVE " + remove.key();
        };
    }

    private static String said(Command.Answer wanted) {
        return switch (wanted) {
            case Command.Decide decide -> decide.verdict().name();
            case Command.Acknowledge _ -> "ACCEPT";
            case Command.Choose choose ->
                "CHOOSE " + choose.record().source() + "/" + choose.record().key();
            case Command.Enter enter -> "ENTER " + enter.value();
        };
    }
}
