package io.karat.ui;

import io.karat.ledger.Outcome;
import io.karat.ui.Desk.Notice;
import java.util.Locale;

/** Why the hub did not do what a steward asked: what happened, what was kept, what to do. */
final class Problems {

    private Problems() {}

    static Notice changed(Outcome.Changed changed) {
        return new Notice(
                "warn",
                "Changed since you opened it",
                sentence(changed.message()) + " Nothing was decided. This is the present state; please look again.");
    }

    static Notice contradicts(Outcome.Contradicts contradicts) {
        int chain = contradicts.decisions().size();
        return new Notice(
                "bad",
                "This contradicts " + (chain == 1 ? "a standing decision" : "standing decisions"),
                sentence(contradicts.message())
                        + " Nothing was decided. Undo the earlier decision in the history of the golden record, or skip.");
    }

    static Notice waits(Outcome.Waits waits) {
        return new Notice("good", "Kept for a second person", sentence(waits.message()));
    }

    static Notice refused(Outcome.Refused refused) {
        return new Notice("warn", "This cannot be done now", sentence(refused.message()) + " Nothing was changed.");
    }

    static Notice busy() {
        return new Notice(
                "warn",
                "The hub is busy",
                "Too much waits to be written. Nothing was decided; try again in a few seconds.");
    }

    private static String sentence(String message) {
        if (message.isEmpty()) {
            return message;
        }
        String text = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }
}
