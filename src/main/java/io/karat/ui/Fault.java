package io.karat.ui;

/** A page that could not be shown: what happened, what was kept, what to do. */
record Fault(int status, String title, String text, String assets) {

    static Fault of(int status, String assets) {
        return switch (status) {
            case 403 -> of(status, "layout-fault-closed", assets);
            case 404 -> of(status, "layout-fault-nothing-here", assets);
            case 429, 503 -> of(status, "layout-fault-busy", assets);
            default -> of(status, status < 500 ? "layout-fault-not-as-asked" : "layout-fault-in-the-hub", assets);
        };
    }

    private static Fault of(int status, String key, String assets) {
        return new Fault(status, Messages.text(key), Messages.text(key + "-text"), assets);
    }
}
