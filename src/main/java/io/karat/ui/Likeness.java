package io.karat.ui;

import java.util.Locale;

/** How two sides of a comparison stand to each other; always shown as sign and words, colour only in addition. */
enum Likeness {
    EQUAL("="),
    STANDARD("\u2248"),
    SIMILAR("~"),
    DIFFERENT("\u2260"),
    ABSENT("\u2013"),
    /** Neither side has a value; only the result may. */
    EMPTY("");

    private final String sign;

    Likeness(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    public String words() {
        return Messages.text("desk-likeness-" + name().toLowerCase(Locale.ROOT));
    }

    /** Whether it stays in view where only differences are shown. */
    boolean differs() {
        return this == SIMILAR || this == DIFFERENT || this == ABSENT;
    }

    public String css() {
        return this == EMPTY ? "empty-row" : name().toLowerCase(Locale.ROOT);
    }
}
