package io.karat.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.ui.AuditSheet.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Acts in words, and what they changed. */
final class AuditWords {

    /** By the part before the point. */
    static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("decision", "Decisions"),
            Map.entry("pin", "Pins"),
            Map.entry("change", "Changes for approval"),
            Map.entry("review", "Work on questions"),
            Map.entry("bulk", "Decisions on many"),
            Map.entry("job", "Jobs"),
            Map.entry("account", "Accounts and sign-in"),
            Map.entry("token", "Tokens"),
            Map.entry("source", "Sources"),
            Map.entry("subscription", "Subscriptions"),
            Map.entry("map", "Column maps"),
            Map.entry("data", "Personal data shown"),
            Map.entry("comment", "Comments on golden records"));

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("decision.same", "said they are the same"),
            Map.entry("decision.different", "said they are different"),
            Map.entry("decision.chosen", "chose a value"),
            Map.entry("decision.accepted", "accepted a record as it is"),
            Map.entry("decision.undone", "undid a decision"),
            Map.entry("pin.set", "pinned a value"),
            Map.entry("pin.released", "released a pin"),
            Map.entry("change.proposed", "proposed a change"),
            Map.entry("change.approved", "approved a change"),
            Map.entry("change.refused", "refused a change"),
            Map.entry("change.withdrawn", "withdrew a change"),
            Map.entry("change.superseded", "closed a change: its subject is gone"),
            Map.entry("change.reopened", "opened a change again"),
            Map.entry("bulk.drafted", "drafted a decision on many"),
            Map.entry("bulk.started", "started a decision on many"),
            Map.entry("bulk.done", "a decision on many ended"),
            Map.entry("bulk.failed", "a decision on many failed"),
            Map.entry("bulk.cancelled", "stopped a decision on many"),
            Map.entry("bulk.undoing", "undoes a decision on many"),
            Map.entry("job.begun", "started a job"),
            Map.entry("job.cancelled", "stopped a job"),
            Map.entry("account.created", "made an account"),
            Map.entry("account.changed", "changed an account"),
            Map.entry("account.password", "set a password"),
            Map.entry("account.signed-in", "signed in"),
            Map.entry("token.issued", "issued a token"),
            Map.entry("token.revoked", "revoked a token"),
            Map.entry("source.created", "made a source"),
            Map.entry("source.renamed", "renamed a source"),
            Map.entry("subscription.created", "made a subscription"),
            Map.entry("subscription.changed", "changed a subscription"),
            Map.entry("subscription.secret", "replaced the secret of a subscription"),
            Map.entry("subscription.deleted", "deleted a subscription"),
            Map.entry("comment.added", "commented"),
            Map.entry("comment.removed", "took a comment back"),
            Map.entry("data.revealed", "had personal data shown"),
            Map.entry("map.saved", "saved a column map"));

    private AuditWords() {}

    static String act(String kind) {
        String known = WORDS.get(kind);
        return known != null ? known : kind.replace('.', ' ');
    }

    /** By name, in the order they stand in. */
    static List<Change> changes(ObjectMapper json, @Nullable String before, @Nullable String after) {
        ObjectNode was = object(json, before);
        ObjectNode is = object(json, after);
        Set<String> names = new LinkedHashSet<>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String old = text(was.get(name));
            String now = text(is.get(name));
            if (!old.equals(now)) {
                changes.add(new Change(name, old, now, before != null && after != null));
            }
        }
        return changes;
    }

    private static ObjectNode object(ObjectMapper json, @Nullable String text) {
        try {
            return text != null && json.readTree(text) instanceof ObjectNode node ? node : json.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry of the audit is not what the hub writes", e);
        }
    }

    private static String text(@Nullable JsonNode value) {
        if (value instanceof ArrayNode many) {
            return StreamSupport.stream(many.spliterator(), false)
                    .map(AuditWords::text)
                    .collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.isValueNode() ? value.asText() : value.toString();
    }
}
