package io.karat.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param export the same filter, for files, without the format
 * @param next page, or empty
 */
record AuditSheet(Asked asked, List<Choice> kinds, List<Line> lines, String export, String next) {

    AuditSheet {
        kinds = List.copyOf(kinds);
        lines = List.copyOf(lines);
    }

    /** The filter as it was typed. */
    record Asked(String who, String kind, String golden, String from, String until, boolean any) {}

    record Choice(String value, String label, boolean chosen) {}

    /**
     * @param what in words
     * @param subject that is not an id, or empty
     * @param erased what was personal in it
     */
    record Line(
            When at,
            String who,
            String what,
            String kind,
            List<Link> golden,
            String subject,
            String reason,
            List<Change> changes,
            boolean erased) {
        Line {
            golden = List.copyOf(golden);
            changes = List.copyOf(changes);
        }
    }

    record Link(String url, String text) {}

    /** One value before and after; empty is nothing. */
    record Change(String name, String before, String after, boolean replaced) {}

    /** What a verification found. */
    record Verified(
            boolean good,
            String entries,
            String erased,
            @Nullable String checkpoint,
            When at,
            List<String> faults) {
        Verified {
            faults = List.copyOf(faults);
        }
    }
}
