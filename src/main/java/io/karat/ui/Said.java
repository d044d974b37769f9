package io.karat.ui;

import io.karat.ledger.Command;
import io.karat.model.RecordKey;
import io.karat.review.Review;
import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;

/** An answer to a question, as the form sends it. */
final class Said {

    @FormParam("verdict")
    @Nullable String verdict;

    @FormParam("evidence")
    long evidence;

    /** Of the form: another each time it is shown. */
    @FormParam("key")
    @Nullable String key;

    /** See {@link Opened}. */
    @FormParam("opened")
    @Nullable String opened;

    @FormParam("reason")
    @Nullable String reason;

    /** Of a conflict: SOURCE/KEY of the record that is right. */
    @FormParam("choose")
    @Nullable String choose;

    /** Of a conflict: what is right instead. */
    @FormParam("value")
    @Nullable String value;

    /** Something is missing without which it is no answer. */
    boolean lacks() {
        return "enter".equals(verdict) && (Typed.given(value) == null || Typed.given(reason) == null);
    }

    Desk.Kept kept() {
        return new Desk.Kept(Typed.text(reason), Typed.text(value));
    }

    /** Of a conflict: the record that is right, or null where it is another answer. */
    @Nullable RecordKey chosen() {
        if (choose == null) {
            return null;
        }
        String[] record = choose.split("/", 2);
        return new RecordKey(record[0], record[record.length - 1]);
    }

    /** With the key of its form, so that a form sent twice decides once. */
    Command.OfSteward once(Command.Answer answer) {
        String sent = Typed.text(key);
        return sent.isEmpty() || sent.length() > Command.Once.LONGEST_KEY ? answer : new Command.Once(answer, sent);
    }

    Command.Answer command(Review review, String actor) {
        String why = Typed.given(reason);
        RecordKey right = chosen();
        if (right != null) {
            return new Command.Choose(review.id(), right, evidence, why, actor);
        }
        if ("enter".equals(verdict)) {
            return new Command.Enter(review.id(), Typed.text(value), evidence, Typed.text(reason), actor);
        }
        if ("accept".equals(verdict)) {
            return new Command.Acknowledge(review.id(), evidence, why, actor);
        }
        Command.Verdict pair = "same".equals(verdict) ? Command.Verdict.SAME : Command.Verdict.DIFFERENT;
        return new Command.Decide(review.id(), pair, evidence, why, actor);
    }
}
