package io.karat.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an act or a request is about, three ways: as it was when it was seen or proposed, as wanted, and now.
 *
 * @param lines the values that are proposed or that changed since
 */
public record Comparison(List<Line> lines, List<Members> members) {

    public Comparison {
        lines = List.copyOf(lines);
        members = List.copyOf(members);
    }

    /**
     * One attribute of one golden record; an empty list is no value.
     *
     * @param proposed null where the request says nothing about it; an empty list lets the sources decide
     */
    public record Line(
            UUID golden,
            String attribute,
            List<String> then,
            @Nullable List<String> proposed,
            List<String> now) {
        public Line {
            then = List.copyOf(then);
            proposed = proposed == null ? null : List.copyOf(proposed);
            now = List.copyOf(now);
        }

        public boolean changed() {
            return !then.equals(now);
        }
    }

    /**
     * Ordinals of the records of one golden record.
     *
     * @param seen the version in which it was seen
     * @param version the present one
     */
    public record Members(UUID golden, int seen, int version, List<Integer> then, List<Integer> now) {
        public Members {
            then = List.copyOf(then);
            now = List.copyOf(now);
        }

        public boolean changed() {
            return !then.equals(now);
        }
    }
}
