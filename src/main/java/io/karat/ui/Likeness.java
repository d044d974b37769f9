package io.karat.ui;

import java.util.Locale;

/** How two sides of a comparison stand to each other; always shown as sign and words, colour only in addition. */
enum Likeness {
    EQUAL("=", "equal"),
    STANDARD("\u2248", "equal after standardising"),
    SIMILAR("~", "similar"),
    DIFFERENT("\u2260", "different"),
    ABSENT("\u2013", "missing on one side"),
    /** Neither side has a value; only the result may. */
    EMPTY("", "no value");

    private final String sign;
    private final String words;

    Likeness(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    public String sign() {
        return sign;
    }

    public String words() {
        return words;
    }

    /** Whether it stays in view where only differences are shown. */
    boolean differs() {
        return this == SIMILAR || this == DIFFERENT || this == ABSENT;
    }

    public String css() {
        return this == EMPTY ? "empty-row" : name().toLowerCase(Locale.ROOT);
    }
}
