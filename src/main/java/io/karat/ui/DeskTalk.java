package io.karat.ui;

import io.karat.ui.Desk.Member;
import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stewards say about a question and did with it.
 *
 * @param comments the oldest first
 * @param events the newest first
 * @param verdicts that this person may see
 * @param first whose verdict waits for a second person's, or empty
 * @param own that is this person
 * @param stewards to whom it may be given
 * @param waits the request for an answer that another person has to approve, or null
 * @param assignee or empty
 * @param escalated to whom, in words, or empty
 * @param snoozed until when, if it is
 * @param due when it is to be answered, if that is said
 */
record DeskTalk(
        List<Comment> comments,
        List<Event> events,
        List<Verdict> verdicts,
        List<String> stewards,
        String first,
        boolean own,
        @Nullable Waits waits,
        String assignee,
        String escalated,
        When snoozed,
        When due,
        boolean overdue) {

    static final String ADMINISTRATORS = "role:admin";

    DeskTalk {
        comments = List.copyOf(comments);
        events = List.copyOf(events);
        verdicts = List.copyOf(verdicts);
        stewards = List.copyOf(stewards);
    }

    /** @param own it may be taken back */
    record Comment(String id, String author, When at, List<Piece> text, boolean own) {
        Comment {
            text = List.copyOf(text);
        }
    }

    /**
     * @param steward another steward approves
     * @param role that approves, in words
     */
    record Waits(String url, boolean steward, String role) {}

    record Verdict(String who, String verdict, String reason, When at) {}

    /** @param name somebody's who was named, or empty for all other text */
    record Piece(String text, String name) {}

    /**
     * @param what who did what
     * @param before what it asked until then, where that changed
     */
    record Event(
            When at,
            RawString what,
            String reason,
            @Nullable Before before) {}

    record Before(List<Member> left, List<Member> right, String probability) {
        Before {
            left = List.copyOf(left);
            right = List.copyOf(right);
        }
    }
}
