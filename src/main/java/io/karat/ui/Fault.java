package io.karat.ui;

/** A page that could not be shown: what happened, what was kept, what to do. */
record Fault(int status, String title, String text, String assets) {

    static Fault of(int status, String assets) {
        return switch (status) {
            case 403 ->
                new Fault(
                        status,
                        "This is not open to you",
                        "Your role does not include it, or the page was open for too long. Nothing was changed."
                                + " Load the page again; if it stays closed, ask an administrator.",
                        assets);
            case 404 ->
                new Fault(
                        status,
                        "There is nothing here",
                        "The address is wrong, or what it named is gone. Golden records that were merged lead on to"
                                + " the one they became part of; search for the name to find it.",
                        assets);
            case 429, 503 ->
                new Fault(
                        status,
                        "The hub is busy",
                        "Too much is waiting to be written. Nothing of this request was taken. Try again in a few seconds.",
                        assets);
            default ->
                status < 500
                        ? new Fault(
                                status,
                                "This cannot be done as asked",
                                "The request was not understood. Nothing was changed. Go back and try again.",
                                assets)
                        : new Fault(
                                status,
                                "Something went wrong in the hub",
                                "What was saved before is safe. Try again; if it happens again, tell the operator"
                                        + " the time at which it happened.",
                                assets);
        };
    }
}
