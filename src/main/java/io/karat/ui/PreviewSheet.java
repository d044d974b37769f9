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

    /** A page that says nothing yet but what is about to be done. */
    static Builder of(String back, String title, String question) {
        return new Builder(back, title, question);
    }

    /** What else a page says; nothing where nothing is given. */
    static final class Builder {
        private final String back;
        private final String title;
        private final String question;
        private List<String> summary = List.of();
        private @Nullable Notice notice;
        private @Nullable Choice choice;
        private @Nullable Evidence evidence;
        private List<Result> results = List.of();
        private @Nullable Confirm confirm;
        private Moved moved = Moved.NOTHING;

        private Builder(String back, String title, String question) {
            this.back = back;
            this.title = title;
            this.question = question;
        }

        Builder notice(@Nullable Notice why) {
            notice = why;
            return this;
        }

        /** Whether it can be gone through with. */
        boolean confirmable() {
            return confirm != null;
        }

        /** Says why nothing was done; why it cannot be done at all is said instead. */
        Builder unlessRefused(Notice why) {
            notice = notice == null ? why : notice;
            return this;
        }

        Builder choice(@Nullable Choice asked) {
            choice = asked;
            return this;
        }

        Builder evidence(@Nullable Evidence given) {
            evidence = given;
            return this;
        }

        /** Of the evidence, the short form. */
        Builder briefly() {
            evidence = evidence == null ? null : evidence.brief();
            return this;
        }

        Builder foretold(List<String> said, List<Result> comingTo, Confirm how) {
            summary = said;
            results = comingTo;
            confirm = how;
            return this;
        }

        Builder moved(Moved since) {
            moved = since;
            return this;
        }

        PreviewSheet build() {
            return new PreviewSheet(back, title, question, summary, notice, choice, evidence, results, confirm, moved);
        }
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
     * @param reasoned whether a reason is asked for
     * @param reason given before, to be kept
     */
    record Confirm(String path, String label, List<Field> fields, boolean reasoned, String reason) {
        Confirm {
            fields = List.copyOf(fields);
        }

        /** Of what another person has to approve. */
        Confirm proposing() {
            return new Confirm(path, Messages.text("golden-propose"), fields, reasoned, reason);
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
