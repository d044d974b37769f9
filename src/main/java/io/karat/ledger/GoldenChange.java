package io.karat.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.golden.GoldenValues;
import io.karat.quality.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a golden record, ready to be written.
 *
 * @param after with the version's number and seq
 * @param forged null for a retirement
 * @param before what had become of the quality checks
 */
record GoldenChange(Golden after, Move move, @Nullable Forged forged, String title, Cause cause, Marks before) {

    /** What made the change: a word for the history, who, and who approved it where that was asked for. */
    record Cause(String word, String actor, @Nullable Approved approved) {
        Cause(String word, String actor) {
            this(word, actor, null);
        }
    }

    /** A request that somebody approved. */
    record Approved(UUID request, String by) {}

    /** Null for a retirement. */
    @Nullable GoldenValues values() {
        return forged == null ? null : forged.values();
    }

    /** What became of the quality checks. */
    Marks marks() {
        return forged == null ? Marks.NONE : forged.marks();
    }

    String kind() {
        return switch (move) {
            case Move.Retires r -> r.heir() == null ? "deleted" : "merged";
            case Move.Lives l -> {
                if (l.before() == null) {
                    yield "created";
                }
                if (l.revived()) {
                    yield "revived";
                }
                yield !l.merged().isEmpty() ? "merged" : !l.left().isEmpty() ? "split" : "updated";
            }
        };
    }

    /** Ids, record keys and the approver only: this part of a version outlives an erasure. */
    @Nullable String detail(View view) {
        ObjectNode detail = Json.object();
        if (cause.approved() != null) {
            detail.put("request", cause.approved().request().toString());
            detail.put("approver", cause.approved().by());
        }
        List<Move.Lost> left = switch (move) {
            case Move.Retires r -> {
                if (r.heir() != null) {
                    detail.put("into", r.heir().toString());
                }
                yield r.left();
            }
            case Move.Lives l -> {
                if (!l.merged().isEmpty()) {
                    ArrayNode merged = detail.putArray("merged");
                    l.merged().forEach(id -> merged.add(id.toString()));
                }
                if (l.from() != null) {
                    detail.put("splitFrom", l.from().toString());
                }
                yield l.left();
            }
        };
        if (!left.isEmpty()) {
            ObjectNode moved = detail.putObject("moved");
            for (Move.Lost lost : left) {
                ArrayNode keys = moved.putArray(lost.to().toString());
                for (int member : lost.members()) {
                    keys.addArray()
                            .add(view.key(member).source())
                            .add(view.key(member).key());
                }
            }
        }
        return detail.isEmpty() ? null : Json.write(detail);
    }

    List<Lineage> lineage() {
        List<Lineage> lineage = new ArrayList<>();
        switch (move) {
            case Move.Retires r -> {
                if (r.heir() != null) {
                    lineage.add(new Lineage("merged", r.id(), r.heir()));
                }
            }
            case Move.Lives l -> {
                if (l.revived() && l.before() != null) {
                    UUID out = l.from() != null ? l.from() : l.before().heir();
                    lineage.add(new Lineage("revived", out == null ? l.id() : out, l.id()));
                } else if (l.from() != null) {
                    lineage.add(new Lineage("split", l.from(), l.id()));
                }
            }
        }
        return lineage;
    }

    record Lineage(String kind, UUID from, UUID to) {}
}
