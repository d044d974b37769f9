package io.karat.ui;

import io.karat.ledger.Outcome;
import io.karat.ui.Desk.Notice;
import java.util.List;
import java.util.Locale;

/** Why the hub did not do what a steward asked: what happened, what was kept, what to do. */
final class Problems {

    private Problems() {}

    static Notice changed(Outcome.Changed changed) {
        return new Notice(
                "warn",
                Messages.text("common-changed-since-you-opened-it"),
                sentence(changed.message()) + " " + Messages.text("common-nothing-was-decided-look-again"));
    }

    /** @param standing the decisions of the chain */
    static Notice contradicts(Outcome.Contradicts contradicts, List<Desk.Standing> standing) {
        int chain = contradicts.decisions().size();
        return new Notice(
                "bad",
                Messages.text("common-contradicts", chain),
                sentence(contradicts.message()) + " " + Messages.text("common-contradicts-text"),
                standing);
    }

    static Notice waits(Outcome.Waits waits) {
        return new Notice("good", Messages.text("common-kept-for-a-second-person"), sentence(waits.message()));
    }

    static Notice refused(Outcome.Refused refused) {
        return new Notice(
                "warn",
                Messages.text("common-cannot-be-done-now"),
                sentence(refused.message()) + " " + Messages.text("common-nothing-was-changed"));
    }

    static Notice busy() {
        return new Notice("warn", Messages.text("common-hub-is-busy"), Messages.text("common-hub-is-busy-text"));
    }

    /** @param english as another package says it */
    private static String sentence(String english) {
        String message = Messages.translated(english);
        if (message.isEmpty()) {
            return message;
        }
        String text = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }
}
