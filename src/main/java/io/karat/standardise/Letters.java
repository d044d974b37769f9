package io.karat.standardise;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/** Text in its plainest form: Latin letters without accents in lower case, digits, single blanks between words. */
final class Letters {

    /** What is longer is cut before standardising: no name, address or title is. */
    static final int LONGEST = 2_000;

    private static final Transliterator LATIN =
            Transliterator.getInstance("NFKD; Any-Latin; NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII; NFKC");

    private Letters() {}

    /** Words of letters and digits, parted by single blanks; empty when nothing of the kind is there. */
    static String words(String raw) {
        return parted(plain(raw), ' ');
    }

    /** Letters and digits alone, without anything between them. */
    static String joined(String raw) {
        return parted(plain(raw), '\0');
    }

    /** Latin, lower case, no accents; punctuation is kept. */
    static String plain(String raw) {
        String text = raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw;
        if (!ascii(text)) {
            synchronized (LATIN) {
                text = LATIN.transliterate(text);
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String parted(String text, char between) {
        StringBuilder out = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (kept) {
                if (gap && between != '\0' && !out.isEmpty()) {
                    out.append(between);
                }
                out.append(c);
                gap = false;
            } else if (c != '\'' && c != '\u2019' && c != '.') {
                // An apostrophe or a dot stands inside a word: o'brien, s.a.
                gap = true;
            } else if (c == '.' && i + 1 < text.length() && text.charAt(i + 1) != ' ' && between != '\0') {
                gap = gap || !initials(text, i);
            }
        }
        return out.toString();
    }

    /** The dot at {@code i} follows a single letter, as in {@code s.a.}. */
    private static boolean initials(String text, int i) {
        return i >= 1 && (i == 1 || !Character.isLetterOrDigit(text.charAt(i - 2)));
    }

    static boolean digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
