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
            case "choose" -> "a choice among sources";
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

    /** Why nothing is left to approve. */
    static String gone(ChangeRequest.@Nullable Cause cause) {
        return switch (cause) {
            case null -> "What it speaks of is gone, so there is nothing left to approve";
            case ONE -> "What was to be brought together is one golden record meanwhile";
            case APART -> "The records it is about do not stand together any more, or stand alone already";
            case ENDED -> "Its golden record ended meanwhile";
            case LIVE -> "The golden record came back meanwhile";
            case UNDONE -> "The decision was undone meanwhile";
            case UNASKED -> "The question does not arise any more: the sources agree, or it was answered otherwise";
            case REFUSED -> "When it was approved it could not be carried out any more";
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
