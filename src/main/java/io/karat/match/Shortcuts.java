package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.standardise.Nicknames;

/**
 * What is computed once for each distinct value, so that most pairs of unequal values of an attribute need no look at
 * their characters. Never changes a level.
 */
final class Shortcuts {

    /** The level must be found from the values themselves. */
    static final int UNKNOWN = -2;

    private static final long EVEN = 0x0f0f_0f0f_0f0f_0f0fL;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final int FULL = 15;

    /** Sixteen kinds of letters, frequent ones by themselves. */
    private static final String LETTER_KINDS = "abcdeffghjjijklmcnopbgfdhg";

    private static final int MOST_EDITS = 2;
    private static final int TAIL = 7;

    /** Beyond it Jaro-Winkler looks at the beginning alone. */
    private static final int LONGEST = 64;

    private static final double MOST_FOR_PREFIX = 0.4;

    private enum Kind {
        NONE,
        DATE,
        PHONE,
        IDENTIFIER,
        EMAIL,
        NAME,
        POSTCODE,
        CATEGORY
    }

    private final Kind kind;

    /** Digits of a date; else how often characters occur in the value, or before the at sign. */
    private final long[] digests;

    /** Digits of a date; hash of the end of a phone number; length, or length and first character, of a text. */
    private final int[] tails;

    /** How often characters occur in a whole e-mail address; how a postcode begins; groups of nicknames. */
    private final long[] whole;

    private Shortcuts(Kind kind, int distinct) {
        this.kind = kind;
        this.digests = new long[kind == Kind.NONE ? 0 : distinct];
        this.tails = new int[digests.length];
        this.whole = new long[kind == Kind.EMAIL || kind == Kind.POSTCODE || kind == Kind.NAME ? distinct : 0];
    }

    static Shortcuts of(AttributeType type, Columns columns, int attribute) {
        Kind kind = switch (type) {
            case DATE -> Kind.DATE;
            case PHONE -> Kind.PHONE;
            case IDENTIFIER -> Kind.IDENTIFIER;
            case EMAIL -> Kind.EMAIL;
            case GIVEN_NAME, FAMILY_NAME -> Kind.NAME;
            case POSTCODE -> Kind.POSTCODE;
            case CATEGORY, COUNTRY -> Kind.CATEGORY;
            default -> Kind.NONE;
        };
        Shortcuts shortcuts = new Shortcuts(kind, columns.distinct(attribute));
        for (int code = 0; code < shortcuts.digests.length; code++) {
            shortcuts.digest(code, columns.value(attribute, code));
        }
        return shortcuts;
    }

    private void digest(int code, String value) {
        switch (kind) {
            case DATE -> {
                digests[code] = DateComparison.digits(value);
                tails[code] = DateComparison.length(value);
            }
            case EMAIL -> {
                String local = EmailComparison.local(value);
                digests[code] = histogram(local);
                whole[code] = histogram(value);
                tails[code] = lengthAndStart(local);
            }
            case NAME -> {
                digests[code] = histogram(value);
                whole[code] = Nicknames.standard().digest(value);
                // A name of several words is looked at itself.
                tails[code] = value.indexOf(' ') >= 0 ? 0 : lengthAndStart(value);
            }
            case POSTCODE -> {
                digests[code] = histogram(value);
                whole[code] = start(value);
                tails[code] = value.length();
            }
            case PHONE, IDENTIFIER -> {
                digests[code] = histogram(value);
                tails[code] = tail(value);
            }
            case CATEGORY, NONE -> {}
        }
    }

    private static int tail(String value) {
        return value.length() < TAIL
                ? value.hashCode()
                : value.substring(value.length() - TAIL).hashCode();
    }

    /** In one number; 0 for an empty text. */
    private static int lengthAndStart(String text) {
        return text.isEmpty() ? 0 : text.length() << Character.SIZE | text.charAt(0);
    }

    /** The first eight characters, one byte each, the first one highest. */
    private static long start(String value) {
        long packed = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            packed = packed << Byte.SIZE | (i < value.length() ? value.charAt(i) & 0xff : 0);
        }
        return packed;
    }

    private static int kind(char c) {
        return c >= 'a' && c <= 'z' ? LETTER_KINDS.charAt(c - 'a') - 'a' : c & 0xf;
    }

    /** How often each of sixteen kinds of characters occurs, four bits for each. */
    private static long histogram(String value) {
        long counts = 0;
        for (int i = 0; i < value.length(); i++) {
            int shift = kind(value.charAt(i)) * 4;
            if ((counts >>> shift & FULL) < FULL) {
                counts += 1L << shift;
            }
        }
        return counts;
    }

    /** The level of two unequal values, or {@link #UNKNOWN}. */
    int level(int x, int y) {
        return switch (kind) {
            case NONE -> UNKNOWN;
            case DATE -> DateComparison.unequal(digests[x], tails[x], digests[y], tails[y]);
            case PHONE -> tails[x] == tails[y] ? UNKNOWN : different(x, y);
            case IDENTIFIER -> different(x, y);
            case EMAIL -> email(x, y);
            case NAME -> name(x, y);
            case POSTCODE -> postcode(x, y);
            case CATEGORY -> 0;
        };
    }

    private int different(int x, int y) {
        return fewestEdits(digests[x], digests[y]) > MOST_EDITS ? 0 : UNKNOWN;
    }

    /** Names before the at sign that have few characters in common are neither near nor similar. */
    private int email(int x, int y) {
        return mostJaroWinkler(x, y) < EmailComparison.LEAST_SIMILAR
                        && fewestEdits(digests[x], digests[y]) > MOST_EDITS
                        && fewestEdits(whole[x], whole[y]) > MOST_EDITS
                ? 0
                : UNKNOWN;
    }

    private int name(int x, int y) {
        return (whole[x] & whole[y]) == 0
                        && mostJaroWinkler(x, y) < NameComparison.LEAST_SIMILAR
                        && fewestEdits(digests[x], digests[y]) > NameComparison.MOST_EDITS
                ? 0
                : UNKNOWN;
    }

    private int postcode(int x, int y) {
        int shorter = Math.min(tails[x], tails[y]);
        if (shorter > Long.BYTES || fewestEdits(digests[x], digests[y]) <= 1) {
            return UNKNOWN;
        }
        int prefix = Math.min(shorter, Long.numberOfLeadingZeros(whole[x] ^ whole[y]) / Byte.SIZE);
        return ShortCodeComparison.sameArea(shorter, prefix) ? 1 : 0;
    }

    /** Not below the similarity itself; 1 where little is known. */
    private double mostJaroWinkler(int x, int y) {
        int lengthX = tails[x] >>> Character.SIZE;
        int lengthY = tails[y] >>> Character.SIZE;
        if (lengthX == 0 || lengthY == 0 || lengthX > LONGEST || lengthY > LONGEST) {
            return 1;
        }
        int common = Math.min(lengthX - surplus(digests[x], digests[y]), lengthY - surplus(digests[y], digests[x]));
        double jaro = ((double) common / lengthX + (double) common / lengthY + 1) / 3;
        boolean sameStart = (char) tails[x] == (char) tails[y];
        return sameStart ? jaro + MOST_FOR_PREFIX * (1 - jaro) : jaro;
    }

    /** An edit takes one character away, adds one, or both. */
    private static int fewestEdits(long a, long b) {
        return Math.max(surplus(a, b), surplus(b, a));
    }

    private static int surplus(long a, long b) {
        return surplusOfBytes(a & EVEN, b & EVEN) + surplusOfBytes(a >>> 4 & EVEN, b >>> 4 & EVEN);
    }

    /** The sum over the bytes of what {@code a} has more than {@code b}; no byte is above 15. */
    private static int surplusOfBytes(long a, long b) {
        long difference = (a | HIGH) - b;
        long notLess = (difference & HIGH) >>> 7;
        long more = difference & ~HIGH & notLess * 0xff;
        return (int) (more * ONES >>> 56);
    }
}
