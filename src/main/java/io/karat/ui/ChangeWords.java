package io.karat.ui;

import io.karat.ledger.ChangeRequest;
import org.jspecify.annotations.Nullable;

/** How the pages speak of requests for a change. */
final class ChangeWords {

    private ChangeWords() {}

    /** What is proposed, as a row of a list. */
    static String proposed(@Nullable String act) {
        return switch (act == null ? "" : act) {
            case "edit" -> "other values";
            case "merge" -> "merge with another";
            case "split" -> "split";
            case "move" -> "records to another";
            case "undo" -> "undo of a decision";
            case "create" -> "new record";
            case "delete" -> "deletion of a record";
            case "restore" -> "restoration";
            default -> "change";
        };
    }

    static String state(ChangeRequest.State state) {
        return switch (state) {
            case OPEN -> "open";
            case APPROVED -> "approved";
            case REFUSED -> "refused";
            case WITHDRAWN -> "withdrawn";
            case SUPERSEDED -> "its subject is gone";
        };
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
