package io.karat.ui;

import io.karat.ui.Desk.Member;
import io.karat.ui.Desk.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a change: as it was, as proposed, now, and what can be answered.
 *
 * @param lines the values that are proposed, asked about, or that changed since
 * @param summary what an approval would come to, one sentence each
 * @param said what people thought before they saw it
 * @param done what was just done, or empty
 * @param opened see {@link Opened}
 * @param moved what changed since the form was opened that was answered
 */
record ChangeSheet(
        Head head,
        List<Line> lines,
        Columns columns,
        List<String> summary,
        List<PreviewSheet.Result> results,
        List<Said> said,
        Answer answer,
        @Nullable Notice notice,
        String done,
        String opened,
        Moved moved) {

    ChangeSheet {
        lines = List.copyOf(lines);
        summary = List.copyOf(summary);
        results = List.copyOf(results);
        said = List.copyOf(said);
    }

    /**
     * @param question what is about to be done, or asked, as a question
     * @param url of the golden record it is about, or empty
     * @param proposer empty while that is hidden
     * @param role that approves
     * @param changed since it was proposed
     * @param moved where its records went since, or empty
     * @param closed what became of it, or empty
     * @param due when it is to be answered, if that is said and it is open
     * @param rank why it has its place in the queue; empty once it is closed
     * @param pinned what is said of how long the values would stand, or empty
     * @param ends when they would stand no more, where that is known
     * @param undo address of the page that undoes it, or empty
     */
    record Head(
            String path,
            String entity,
            String question,
            String title,
            String url,
            String state,
            String tone,
            String proposer,
            When at,
            String reason,
            String role,
            String evidence,
            boolean changed,
            String moved,
            String closed,
            When due,
            boolean overdue,
            String rank,
            String pinned,
            When ends,
            String undo) {

        /** Address of the question that it is in the queue. */
        public String asked() {
            return path.replaceFirst("^/changes/", "/reviews/");
        }
    }

    /**
     * One attribute, three ways.
     *
     * @param of the golden record, where there are two
     * @param asked whether it has to be thought about
     * @param apart whether it can be approved or refused without the others
     * @param outcome {@code approved} or {@code refused} once that is decided, else empty
     */
    record Line(
            String of,
            String name,
            String label,
            String then,
            String proposed,
            String now,
            boolean asked,
            boolean apart,
            boolean release,
            String outcome) {
        public boolean changed() {
            return !then.equals(now);
        }
    }

    /** What it is about, side by side. */
    record Columns(List<Column> heads, List<Row> rows) {
        Columns {
            heads = List.copyOf(heads);
            rows = List.copyOf(rows);
        }
    }

    /** @param note what is said about it, or empty */
    record Column(String title, String note, @Nullable Member record) {}

    record Row(String label, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    record Said(String author, String what, boolean agrees, When at) {}

    /** What the person who looks can answer. */
    enum Answer {
        /** It is open and theirs to approve or refuse. */
        DECIDE,
        /** First they say which values they think right. */
        THINK_OF_VALUES,
        /** First they say whether these are one. */
        THINK_OF_GROUPS,
        /** First they say yes or no. */
        THINK,
        /** They proposed it. */
        OWN,
        /** It needs another role. */
        ROLE,
        /** It is closed. */
        NONE;

        public boolean decide() {
            return this == DECIDE;
        }

        public boolean think() {
            return this == THINK_OF_VALUES || this == THINK_OF_GROUPS || this == THINK;
        }

        public boolean ofValues() {
            return this == THINK_OF_VALUES;
        }

        public boolean ofGroups() {
            return this == THINK_OF_GROUPS;
        }

        public boolean own() {
            return this == OWN;
        }

        public boolean role() {
            return this == ROLE;
        }
    }

    /**
     * Requests in a list.
     *
     * @param tab {@code open}, {@code mine} or {@code all}
     * @param next address of the next page, or empty
     * @param elsewhere where open ones are when the list is empty: the other entity types
     */
    record Listing(String tab, List<Entry> entries, String next, List<Frame.EntityChoice> elsewhere) {
        Listing {
            entries = List.copyOf(entries);
            elsewhere = List.copyOf(elsewhere);
        }
    }

    record Entry(
            String url, String what, String about, String proposer, When at, String state, String tone, String role) {}
}
