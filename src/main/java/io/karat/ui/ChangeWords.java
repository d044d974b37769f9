package io.karat.ui;

import io.karat.ledger.ChangeRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the pages speak of requests for a change. */
final class ChangeWords {

    private ChangeWords() {}

    /** What is proposed, as a row of a list. */
    static String proposed(@Nullable String act) {
        return switch (act == null ? "" : act) {
            case "edit", "choose", "merge", "split", "move", "undo", "create", "delete", "restore" ->
                Messages.text("changes-act-" + act);
            default -> Messages.text("changes-act");
        };
    }

    /** Why nothing is left to approve. */
    static String gone(ChangeRequest.@Nullable Cause cause) {
        return cause == null
                ? Messages.text("changes-gone")
                : Messages.text("changes-gone-" + cause.name().toLowerCase(Locale.ROOT));
    }

    static String state(ChangeRequest.State state) {
        return Messages.text("changes-state-" + state.name().toLowerCase(Locale.ROOT));
    }

    static String tone(ChangeRequest.State state) {
        return switch (state) {
            case OPEN -> "gold";
            case APPROVED -> "good";
            case REFUSED -> "bad";
            case WITHDRAWN, SUPERSEDED -> "";
        };
    }
}
