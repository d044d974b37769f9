package io.karat.batch;

/**
 * A value with its letters and digits masked: {@code 1971-06-24} is {@code 9999-99-99}, {@code Robert} is {@code Aa+}.
 * Shows how values are written and tells none of them.
 */
final class ValuePattern {

    private static final int LONGEST = 24;
    private static final int MOST_DIGITS = 12;

    private ValuePattern() {}

    static String of(String value) {
        StringBuilder out = new StringBuilder();
        int run = 0;
        char last = 0;
        for (int i = 0; i < value.length() && out.length() < LONGEST; ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            char mask = mask(c);
            run = mask == last ? run + 1 : 1;
            if (mask == 'a' || mask == 'A' || mask == '?') {
                append(out, mask, run == 1, run == 2);
            } else {
                append(out, mask, mask != '9' || run <= MOST_DIGITS, mask == '9' && run == MOST_DIGITS + 1);
            }
            last = mask;
        }
        return out.length() >= LONGEST ? out.append("...").toString() : out.toString();
    }

    private static void append(StringBuilder out, char mask, boolean shown, boolean more) {
        if (shown) {
            out.append(mask);
        } else if (more) {
            out.append('+');
        }
    }

    private static char mask(int c) {
        if (Character.isDigit(c)) {
            return '9';
        }
        if (Character.isUpperCase(c)) {
            return 'A';
        }
        if (Character.isLetter(c)) {
            return 'a';
        }
        return Character.isWhitespace(c) ? ' ' : c > ' ' && c < 0x7f ? (char) c : '?';
    }
}
