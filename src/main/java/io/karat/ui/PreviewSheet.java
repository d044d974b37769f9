package io.karat.ui;

import io.karat.ui.Desk.Member;
import io.karat.ui.Desk.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an act would come to, before it is carried out.
 *
 * @param back where the steward comes from
 * @param question what is about to be done, as a question
 * @param summary what it comes to, one sentence each
 * @param notice why it cannot be done, or null
 * @param choice golden records to choose the other one from, or null when it is known
 * @param evidence what speaks for and against two golden records being one, or null
 * @param confirm how to go through with it, or null where that cannot be
 * @param moved what changed since the form was opened that did not count
 */
record PreviewSheet(
        String back,
        String title,
        String question,
        List<String> summary,
        @Nullable Notice notice,
        @Nullable Choice choice,
        @Nullable Evidence evidence,
        List<Result> results,
        @Nullable Confirm confirm,
        Moved moved) {

    PreviewSheet {
        summary = List.copyOf(summary);
        results = List.copyOf(results);
    }

    PreviewSheet(
            String back,
            String title,
            String question,
            List<String> summary,
            @Nullable Notice notice,
            @Nullable Choice choice,
            @Nullable Evidence evidence,
            List<Result> results,
            @Nullable Confirm confirm) {
        this(back, title, question, summary, notice, choice, evidence, results, confirm, Moved.NOTHING);
    }

    /** @param other where it can be done; why it cannot be is said first */
    PreviewSheet since(Notice other, Moved since) {
        return new PreviewSheet(
                back,
                title,
                question,
                summary,
                notice == null ? other : notice,
                choice,
                evidence,
                results,
                confirm,
                since);
    }

    /**
     * @param text what was searched for
     * @param fields of the form, to search again
     */
    record Choice(String text, String name, List<Field> fields, List<Candidate> candidates) {
        Choice {
            fields = List.copyOf(fields);
            candidates = List.copyOf(candidates);
        }
    }

    /** @param url of the preview with this one */
    record Candidate(String title, String about, String shortId, int members, String url) {}

    /**
     * @param path that the form is sent to
     * @param label of the button
     * @param reason given before, to be kept
     */
    record Confirm(String path, String label, List<Field> fields, String reason) {
        Confirm {
            fields = List.copyOf(fields);
        }

        Confirm labelled(String other) {
            return new Confirm(path, other, fields, reason);
        }
    }

    record Field(String name, String value) {}

    /**
     * One golden record before and after.
     *
     * @param id short, or empty for one to be created
     * @param fate in words, with its tone
     * @param heir where the id would lead, or empty
     */
    record Result(
            String title, String id, String fate, String tone, String heir, List<Line> lines, List<Member> records) {
        Result {
            lines = List.copyOf(lines);
            records = List.copyOf(records);
        }
    }

    record Line(String label, String before, String after, boolean pinned) {
        public boolean same() {
            return before.equals(after);
        }
    }
}
