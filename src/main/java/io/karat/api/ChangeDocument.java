package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.ledger.ChangeRequest;
import io.karat.ledger.ChangeRequest.Closing;
import io.karat.ledger.ChangeRequest.Given;
import io.karat.ledger.Command;
import io.karat.ledger.Comparison;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for a change as callers see it. Of a blind one, what was proposed, why and by whom is absent until the caller has
 * said what they think.
 *
 * @param golden the present golden record, which holds what it is about
 * @param goldenSeen the one that it was proposed about, where that leads to another one by now; likewise {@code withSeen}
 * @param by the role that approves
 * @param hidden whether the caller has yet to say what they think
 * @param evidence what an approval refers to
 * @param changed whether what it is about changed since it was proposed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangeDocument(
        UUID id,
        String entity,
        String act,
        String state,
        @Nullable UUID golden,
        @Nullable UUID with,
        @Nullable UUID goldenSeen,
        @Nullable UUID withSeen,
        String title,
        String by,
        boolean blind,
        boolean hidden,
        String evidence,
        boolean changed,
        Instant proposedAt,
        @Nullable String proposer,
        @Nullable String reason,
        @Nullable Wanted wanted,
        List<Line> comparison,
        @Nullable Closed closed,
        List<Said> opinions) {

    /** @param shown whether the caller may see what was proposed */
    static ChangeDocument of(
            EntityType type, ChangeRequest request, Comparison comparison, boolean shown, List<Given> opinions) {
        ChangeRequest.Seen golden = request.about().golden();
        ChangeRequest.Seen with = request.about().with();
        boolean move = request.wanted() instanceof Command.Transfer;
        return new ChangeDocument(
                request.id(),
                request.entity(),
                shown ? request.act() : question(request.act()),
                request.state().code(),
                golden == null ? null : golden.id(),
                with == null || move && !shown ? null : with.id(),
                golden == null || !golden.moved() ? null : golden.as(),
                with == null || !with.moved() || move && !shown ? null : with.as(),
                request.title(),
                request.need().by().code(),
                request.need().blind(),
                !shown,
                request.about().evidence(),
                request.changed(),
                request.proposedAt(),
                shown ? request.proposer() : null,
                shown ? request.reason() : null,
                Wanted.of(type, request, shown),
                comparison.lines().stream()
                        .filter(line -> shown
                                || !move
                                || golden == null
                                || line.golden().equals(golden.id()))
                        .map(line -> Line.of(line, shown))
                        .toList(),
                Closed.of(request),
                shown ? opinions.stream().map(Said::of).toList() : List.of());
    }

    /** What is asked about groups of records, whatever was proposed. */
    private static String question(String act) {
        return switch (act) {
            case "merge", "split", "move" -> "same-or-different";
            default -> act;
        };
    }

    /**
     * @param values of an edit, a choice and a creation
     * @param attributes of an edit or a choice that is hidden
     * @param records as SOURCE/KEY
     * @param decision that is to be undone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wanted(
            @Nullable Map<String, List<String>> values,
            @Nullable Set<String> attributes,
            @Nullable List<String> records,
            @Nullable UUID decision,
            @Nullable Instant expires) {

        static Wanted of(EntityType type, ChangeRequest request, boolean shown) {
            return switch (request.wanted()) {
                case Command.Choose choose
                when shown -> new Wanted(request.values(type), null, names(List.of(choose.record())), null, null);
                case Command.Choose _ -> new Wanted(null, request.values(type).keySet(), null, null, null);
                case Command.Edit edit
                when !shown -> new Wanted(null, edit.values().keySet(), null, null, null);
                case Command.Edit edit -> new Wanted(edit.values(), null, null, null, edit.expires());
                case Command.Create create ->
                    new Wanted(create.data().values(), null, names(List.of(create.key())), null, null);
                case Command.Split split -> new Wanted(null, null, names(split.records()), null, null);
                case Command.Transfer move -> new Wanted(null, null, names(move.records()), null, null);
                case Command.Remove remove -> new Wanted(null, null, names(List.of(remove.key())), null, null);
                case Command.Undo undo -> new Wanted(null, null, null, undo.decision(), null);
                default -> new Wanted(null, null, null, null, null);
            };
        }

        private static List<String> names(List<RecordKey> keys) {
            return keys.stream().map(key -> key.source() + "/" + key.key()).toList();
        }
    }

    /**
     * One attribute, three ways.
     *
     * @param proposed absent where the request says nothing about it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            UUID golden,
            String attribute,
            List<String> then,
            @Nullable List<String> proposed,
            List<String> now) {
        static Line of(Comparison.Line line, boolean shown) {
            return new Line(line.golden(), line.attribute(), line.then(), shown ? line.proposed() : null, line.now());
        }
    }

    /**
     * @param approved attributes of an edit; the others were refused
     * @param decision for its undo
     * @param cause of a superseded one: one, apart, ended, live, undone, unasked or refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Closed(
            @Nullable String by,
            Instant at,
            @Nullable String reason,
            List<String> approved,
            @Nullable UUID decision,
            @Nullable String cause) {
        static @Nullable Closed of(ChangeRequest request) {
            Closing closing = request.closing();
            return closing == null
                    ? null
                    : new Closed(
                            closing.by(),
                            closing.at(),
                            closing.reason(),
                            closing.approved(),
                            closing.decision(),
                            closing.cause() == null ? null : closing.cause().code());
        }
    }

    /** What somebody thought before they saw what was proposed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(String author, Instant at, @Nullable String verdict, Map<String, List<String>> values, boolean agrees) {
        static Said of(Given given) {
            return new Said(
                    given.author(),
                    given.at(),
                    given.opinion().verdict(),
                    given.opinion().values(),
                    given.agrees());
        }
    }
}
