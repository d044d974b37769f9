package io.karat.match;

import io.karat.standardise.TextForm;
import java.util.Arrays;

/** Values as sequences of words. */
final class Tokens {
    private Tokens() {}

    /** The words of a standard value; the joints inside the codes of a text part words too. */
    static String[] of(String value) {
        return TextForm.words(value).toArray(String[]::new);
    }

    static String[] first(String value, int most) {
        String[] words = of(value);
        return words.length <= most ? words : Arrays.copyOf(words, most);
    }

    /**
     * The words that both hold, as a share of the value with fewer words; one word in common counts half at most, and
     * values of one word each have no overlap.
     */
    static double overlap(String a, String b) {
        if (a.indexOf(' ') < 0 && b.indexOf(' ') < 0) {
            return 0;
        }
        int shared = Math.min(held(a, b, 1), held(b, a, 1));
        return shared < 2 ? shared * 0.5 : (double) shared / Math.min(count(a), count(b));
    }

    /** The values are of more than one word and have one of at least two letters in common. */
    static boolean shareOne(String a, String b) {
        return (a.indexOf(' ') >= 0 || b.indexOf(' ') >= 0) && held(a, b, 2) > 0;
    }

    private static int count(String s) {
        int words = 1;
        for (int i = 0; i < s.length(); i++) {
            words += s.charAt(i) == ' ' ? 1 : 0;
        }
        return words;
    }

    /** How many words of {@code a}, of some length at least, {@code b} holds. */
    private static int held(String a, String b, int shortest) {
        int n = 0;
        int from = 0;
        while (from < a.length()) {
            int end = a.indexOf(' ', from);
            int to = end < 0 ? a.length() : end;
            if (to - from >= shortest && holds(b, a, from, to - from)) {
                n++;
            }
            from = to + 1;
        }
        return n;
    }

    private static boolean holds(String text, String of, int at, int length) {
        int from = 0;
        while (from + length <= text.length()) {
            int end = text.indexOf(' ', from);
            int to = end < 0 ? text.length() : end;
            if (to - from == length && text.regionMatches(from, of, at, length)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    static boolean sameFirst(String a, String b) {
        int end = a.indexOf(' ');
        int length = end < 0 ? a.length() : end;
        return b.startsWith(a.substring(0, length)) && (b.length() == length || b.charAt(length) == ' ');
    }

    /** A code or model number: at least four characters, at least two of them digits. */
    static boolean isCode(String token) {
        int digits = 0;
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) >= '0' && token.charAt(i) <= '9') {
                digits++;
            }
        }
        return digits >= 2 && token.length() >= 4;
    }
}
