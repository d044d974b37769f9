package io.karat.ui;

import io.karat.ui.Difference.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reviews page: the queue, the question in hand, and why the hub asks.
 *
 * @param item the question in hand, or null
 * @param notice what the steward should know about the last action, or null
 * @param moved what changed since the question was opened that was answered
 * @param kept what was typed to an answer that did not count
 */
record Desk(Queue queue, @Nullable Item item, @Nullable Notice notice, Moved moved, Kept kept, boolean steward) {

    record Kept(String reason, String value) {
        static final Kept NOTHING = new Kept("", "");
    }

    /**
     * {@code mine}, {@code held} and {@code others} are among {@code open}.
     *
     * @param total {@code open} in words
     * @param others assigned to somebody else, and held by nobody
     */
    record Queue(
            QueueFilter filter,
            List<Row> rows,
            long open,
            String total,
            String below,
            long mine,
            long held,
            long others,
            String next,
            Around around) {
        Queue {
            rows = List.copyOf(rows);
        }

        public boolean allHeld() {
            return open > 0 && held + others >= open;
        }

        public long free() {
            return Math.max(0, open - held - mine - others);
        }
    }

    /**
     * What there is beside the order of the queue, whatever the filter.
     *
     * @param mentions of this person, not read yet
     * @param here the view that shows what is shown now, or empty
     */
    record Around(
            long assigned,
            long overdue,
            long escalated,
            long snoozed,
            long mentions,
            List<View> views,
            String here,
            List<Choice> sources,
            List<String> stewards) {
        Around {
            views = List.copyOf(views);
            sources = List.copyOf(sources);
            stewards = List.copyOf(stewards);
        }

        public String assignedText() {
            return Words.upTo(assigned);
        }

        public String overdueText() {
            return Words.upTo(overdue);
        }

        public String escalatedText() {
            return Words.upTo(escalated);
        }

        public String snoozedText() {
            return Words.upTo(snoozed);
        }
    }

    /** @param owner whose it is, or empty for one's own */
    record View(String id, String name, String owner, boolean shared, boolean current) {}

    record Choice(String name, String label) {}

    /** @param now where the records are that were asked about */
    record Past(String title, String text, String link, boolean gone) {}

    /**
     * @param holder who has claimed it, or empty
     * @param mark what else there is to know: whose it is, until when it is snoozed, to whom it was escalated
     */
    record Row(
            String id,
            String left,
            String right,
            String probability,
            String kind,
            String holder,
            boolean mine,
            boolean current,
            String mark,
            boolean overdue) {}

    /**
     * @param evidence what the decision will refer to
     * @param opened see {@link Opened}
     * @param key of the answer that the form will send
     * @param failures what one record fails; empty where the question is about two sides
     * @param dispute what sources disagree on; null where the question is another
     * @param until when the lease ends, empty while this person holds none
     * @param holder who else holds it, or empty
     * @param rank why it has its place in the queue
     * @param past what became of it, once it has ended
     */
    record Item(
            String id,
            String entity,
            String evidence,
            String opened,
            String key,
            String question,
            String kind,
            Group left,
            Group right,
            List<Line> lines,
            String resultTitle,
            List<Failure> failures,
            @Nullable Dispute dispute,
            Why why,
            String until,
            String holder,
            When openedOn,
            String rank,
            DeskTalk talk,
            @Nullable Past past) {
        Item {
            lines = List.copyOf(lines);
            failures = List.copyOf(failures);
        }

        /** The question is not about two sides, but about one record or one golden record. */
        public boolean single() {
            return dispute != null || !failures.isEmpty();
        }

        /** It is open, and no answer to it waits for somebody else. */
        public boolean answerable(boolean steward) {
            return steward && past == null && !talk.own() && talk.waits() == null;
        }

        public boolean claimed() {
            return !until.isEmpty();
        }

        /** What the values of an attribute fail, by its label. */
        public List<String> failing(String label) {
            return failures.stream()
                    .filter(failure -> failure.attributes().contains(label))
                    .map(Failure::text)
                    .toList();
        }

        public long differences() {
            return lines.stream()
                    .filter(l -> l.state() == Likeness.DIFFERENT || l.state() == Likeness.SIMILAR)
                    .count();
        }
    }

    /**
     * @param rule its name, or empty where the rules changed meanwhile
     * @param attributes labels of those it is about
     */
    record Failure(String text, String rule, List<String> attributes) {
        Failure {
            attributes = List.copyOf(attributes);
        }
    }

    record Group(String title, String url, String shortId, List<Member> members, long more) {
        Group {
            members = List.copyOf(members);
        }
    }

    /** @param colour the source's place in the palette */
    record Member(String source, int colour, String key) {}

    record Line(String label, Likeness state, List<Value> left, List<Value> right, List<Value> result) {
        Line {
            left = List.copyOf(left);
            right = List.copyOf(right);
            result = List.copyOf(result);
        }
    }

    /**
     * @param standard how the hub reads the value, where that is not as it is written; else empty
     * @param sources who says so
     */
    record Value(List<Piece> pieces, String standard, List<Member> sources) {
        Value {
            pieces = List.copyOf(pieces);
            sources = List.copyOf(sources);
        }

        /** What a reader would not see in it. */
        public List<String> notes() {
            return pieces.stream()
                    .map(Piece::hint)
                    .filter(hint -> !hint.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    /**
     * @param grade in words
     * @param pair which two records the score compares, or empty where there are only two
     * @param plan what the last plan said about that pair, or empty
     * @param guard why the hub did not join them by itself, or empty
     */
    record Why(
            String probability,
            String grade,
            String pair,
            String plan,
            Waterfall waterfall,
            String sentence,
            List<String> keys,
            String guard,
            String consequence) {
        Why {
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param tone {@code good}, {@code warn} or {@code bad}
     * @param because decisions that stand in the way
     */
    record Notice(String tone, String title, String text, List<Standing> because) {
        Notice {
            because = List.copyOf(because);
        }

        Notice(String tone, String title, String text) {
            this(tone, title, text, List.of());
        }
    }

    /**
     * A decision that stands.
     *
     * @param text what was decided, by whom
     * @param reason or empty
     * @param undo address of the preview of its undo, or empty
     */
    record Standing(String text, When at, String reason, String undo) {}
}
