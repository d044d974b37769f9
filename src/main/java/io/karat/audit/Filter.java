package io.karat.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which acts.
 *
 * @param actor whole, or the part behind the colon
 * @param kind whole, or the part before the point
 * @param golden a golden record; acts about those that were merged into it count too
 * @param from inclusive
 * @param until exclusive
 */
public record Filter(
        @Nullable String actor,
        @Nullable String kind,
        @Nullable String entity,
        @Nullable UUID golden,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static final Filter ALL = new Filter(null, null, null, null, null, null);

    /** What follows {@code where}; its arguments are appended. */
    String condition(List<Object> arguments) {
        List<String> parts = new ArrayList<>(List.of("true"));
        if (actor != null) {
            parts.add("actor in (?, 'user:' || ?, 'token:' || ?, 'source:' || ?)");
            arguments.addAll(List.of(actor, actor, actor, actor));
        }
        if (kind != null) {
            parts.add("(kind = ? or kind like ? || '.%')");
            arguments.addAll(List.of(kind, kind));
        }
        if (entity != null) {
            parts.add("entity = ?");
            arguments.add(entity);
        }
        if (golden != null) {
            parts.add("golden && (with recursive came (id) as (select ?::uuid union"
                    + " select l.from_id from golden_lineage l join came on l.to_id = came.id where l.kind = 'merged')"
                    + " select array_agg(id) from came)");
            arguments.add(golden);
        }
        if (from != null) {
            parts.add("at >= ?");
            arguments.add(Rows.time(from));
        }
        if (until != null) {
            parts.add("at < ?");
            arguments.add(Rows.time(until));
        }
        return String.join(" and ", parts);
    }
}
