package io.karat.standardise;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Text in its plainest form: Latin letters without accents in lower case, digits, single blanks between words. */
final class Letters {

    /** What is longer is cut before standardising: no name, address or title is. */
    static final int LONGEST = 2_000;

    /** Marks that are not seen (zero-width, direction, soft hyphen) go: they part no word. */
    private static final Transliterator LATIN =
            Transliterator.getInstance("NFKD; [[:Cf:][:Variation_Selector:]] Remove;"
                    + " Any-Latin; NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII; NFKC");

    /**
     * Letters of the Latin blocks beyond ASCII, each as it is transliterated alone: by its code, filled as they come. What
     * all of a text is found here needs no transliterator, which one thread at a time may use.
     */
    private static final AtomicReferenceArray<String> KNOWN = new AtomicReferenceArray<>(0x250 - 0x80);

    private Letters() {}

    /** Words of letters and digits, parted by single blanks; empty when nothing of the kind is there. */
    static String words(String raw) {
        return raw.length() <= LONGEST && clean(raw, true) ? raw : parted(plain(raw), ' ');
    }

    /** Letters and digits alone, without anything between them. */
    static String joined(String raw) {
        return raw.length() <= LONGEST && clean(raw, false) ? raw : parted(plain(raw), '\0');
    }

    /** Letters a to z and digits, and where {@code blanks} are allowed single ones between them: nothing is to be done. */
    private static boolean clean(String text, boolean blanks) {
        boolean apart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                apart = false;
            } else if (c == ' ' && blanks && !apart) {
                apart = true;
            } else {
                return false;
            }
        }
        return !apart || text.isEmpty();
    }

    /** One word in its plainest form. */
    static boolean word(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && clean(text, false);
    }

    /** Latin, lower case, no accents; punctuation is kept. */
    static String plain(String raw) {
        String text = cut(raw, LONGEST);
        if (ascii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String latin = letterByLetter(text);
        return (latin == null ? transliterated(text) : latin).toLowerCase(Locale.ROOT);
    }

    /** Null where a character is of no Latin letter or more than a letter: what it becomes depends on those beside it. */
    private static @Nullable String letterByLetter(String text) {
        StringBuilder out = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out.append(c);
            } else if (c < 0x80 + KNOWN.length() && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN) {
                // The micro sign, say, is a letter and Greek, and so are signs beside it then.
                out.append(known(c));
            } else {
                return null;
            }
        }
        return out.toString();
    }

    private static String known(char letter) {
        String known = KNOWN.get(letter - 0x80);
        if (known == null) {
            known = transliterated(String.valueOf(letter));
            KNOWN.set(letter - 0x80, known);
        }
        return known;
    }

    /** The first characters of a text; no pair of surrogates is broken. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    static String transliterated(String text) {
        String latin;
        // A transliterator keeps state while it works.
        synchronized (LATIN) {
            latin = LATIN.transliterate(paired(text));
        }
        if (ascii(latin)) {
            return latin;
        }
        StringBuilder out = new StringBuilder(latin.length());
        latin.codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                out.append((char) ('0' + digit));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** A surrogate without its other half is no character; the transliterator may fail on it. */
    private static String paired(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
        return out.toString();
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
            } else if (c == '.') {
                gap = gap || !initials(text, i);
            } else if (c != '\'' && c != '\u2019' && c != '`') {
                // An apostrophe stands inside a word: o'brien.
                gap = true;
            }
        }
        return out.toString();
    }

    /** The dot at {@code i} follows a single letter and a letter follows it, as in {@code s.a.}. */
    private static boolean initials(String text, int i) {
        return i >= 1
                && Character.isLetter(text.charAt(i - 1))
                && (i == 1 || !Character.isLetterOrDigit(text.charAt(i - 2)))
                && i + 1 < text.length()
                && Character.isLetter(text.charAt(i + 1));
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
