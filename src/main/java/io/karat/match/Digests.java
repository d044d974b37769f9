package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.standardise.Nicknames;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is computed once for each record, row by row, so that most pairs of unequal values need no look at their
 * characters, and a pair no look beyond two rows. Never changes a level. Only attributes with one value have a digest.
 */
final class Digests {

    /** The level must be found from the values themselves. */
    static final int UNKNOWN = -2;

    /** Numbers in a cache line. */
    private static final int LINE = 8;

    private static final int MOST_EDITS = 2;
    private static final int TAIL = 7;

    /** Of the words of a place; above them is a hash of the first word. */
    private static final int WORD_BITS = 48;

    private static final long WORDS = (1L << WORD_BITS) - 1;

    /** Beyond it Jaro-Winkler looks at the beginning alone. */
    private static final int LONGEST = 64;

    private static final double MOST_FOR_PREFIX = 0.4;
    private static final Threshold NAMES = Threshold.of(NameComparison.LEAST_SIMILAR);
    private static final Threshold EMAILS = Threshold.of(EmailComparison.LEAST_SIMILAR);
    private static final Threshold PLACES = Threshold.of(PlaceComparison.LEAST_SIMILAR);

    /** Kinds of digests, in the order in which they stand in a row, and how many numbers each needs. */
    private enum Kind {
        NONE(0),
        CATEGORY(0),
        /** Digits and how many they are. */
        DATE(1),
        /** How often characters occur. */
        IDENTIFIER(1),
        /** The same, and a hash of the end. */
        PHONE(2),
        /** Length and first character, how often characters occur, groups of nicknames. */
        NAME(3),
        /** Length and first character before the at sign, how often characters occur there, and in all. */
        EMAIL(3),
        /** All of it. */
        HOUSE_NUMBER(1),
        /** How it begins, and how often characters occur. */
        POSTCODE(2),
        /** Length and first character, how often characters occur, words. */
        PLACE(3);

        /** The last one that most pairs are compared by. */
        static final Kind LAST_OF_MOST = EMAIL;

        private final int width;

        Kind(int width) {
            this.width = width;
        }

        static Kind of(AttributeType type) {
            return switch (type) {
                case DATE -> DATE;
                case PHONE -> PHONE;
                case IDENTIFIER -> IDENTIFIER;
                case EMAIL -> EMAIL;
                case GIVEN_NAME, FAMILY_NAME -> NAME;
                case POSTCODE -> POSTCODE;
                case HOUSE_NUMBER -> HOUSE_NUMBER;
                case CITY, STREET -> PLACE;
                case CATEGORY, COUNTRY -> CATEGORY;
                default -> NONE;
            };
        }
    }

    private final Nicknames nicknames;
    private final Kind[] kinds;
    private final int[] offsets;
    private final int stride;

    /** So many numbers stand first in a row that most pairs are compared by. */
    private final int ofMost;

    private final long[] rows;

    /** Per record and attribute of addresses: see {@link NamedAddresses}. */
    private final int[][] beside;

    /** Likewise. */
    private final byte[][] held;

    Digests(Columns columns) {
        nicknames = Nicknames.of(columns.type());
        kinds = new Kind[columns.width()];
        offsets = new int[columns.width()];
        Arrays.setAll(kinds, i -> Kind.of(columns.type().attributes().get(i).type()));
        int width = 0;
        int first = 0;
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < kinds.length; i++) {
                if (kinds[i] == kind) {
                    offsets[i] = width;
                    width += kind.width;
                }
            }
            first = kind == Kind.LAST_OF_MOST ? width : first;
        }
        stride = width;
        ofMost = first;
        rows = new long[Math.multiplyExact(columns.size(), stride)];
        IntStream.range(0, kinds.length)
                .filter(i -> kinds[i].width > 0)
                .parallel()
                .forEach(i -> fill(columns, i));
        beside = new int[kinds.length][0];
        held = new byte[kinds.length][0];
        NamedAddresses addresses = new NamedAddresses(columns.type());
        for (int email : addresses.emails()) {
            beside[email] = IntStream.range(0, columns.size())
                    .parallel()
                    .map(record -> addresses.beside(attribute -> columns.values(record, attribute), email))
                    .toArray();
            byte[] names = new byte[columns.size()];
            IntStream.range(0, columns.size())
                    .parallel()
                    .forEach(record -> names[record] =
                            (byte) addresses.holds(attribute -> columns.values(record, attribute), email));
            held[email] = names;
        }
    }

    /** Names that an address holds which two records share, see {@link NamedAddresses#holds}. */
    int held(int email, int a, int b) {
        return held[email][a] | held[email][b];
    }

    /** Reads something of each cache line that most comparisons need of the record's row. */
    int touch(int record) {
        if (ofMost == 0) {
            return 0;
        }
        long all = 0;
        int end = record * stride + ofMost - 1;
        for (int at = record * stride; at < end; at += LINE) {
            all ^= rows[at];
        }
        return (int) (all ^ rows[end]);
    }

    /** What two unequal values have in common was counted with the names. */
    boolean explained(int attribute, byte level, int a, int b) {
        int[] known = beside[attribute];
        return known.length > 0 && NamedAddresses.explain(level, known[a], known[b]);
    }

    /** Each distinct value is digested once. */
    private void fill(Columns columns, int attribute) {
        Kind kind = kinds[attribute];
        long[] known = new long[columns.distinct(attribute) * kind.width];
        boolean[] digested = new boolean[columns.distinct(attribute)];
        for (int record = 0; record < columns.size(); record++) {
            int code = columns.code(record, attribute);
            if (code >= 0) {
                if (!digested[code]) {
                    digest(kind, columns.value(attribute, code), known, code * kind.width);
                    digested[code] = true;
                }
                System.arraycopy(known, code * kind.width, rows, at(record, attribute), kind.width);
            }
        }
    }

    private int at(int record, int attribute) {
        return record * stride + offsets[attribute];
    }

    private void digest(Kind kind, String value, long[] into, int at) {
        switch (kind) {
            case DATE -> into[at] = DateComparison.digits(value) << Byte.SIZE | DateComparison.length(value);
            case IDENTIFIER -> into[at] = LetterCounts.of(value);
            case PHONE -> {
                into[at] = LetterCounts.of(value);
                into[at + 1] = tail(value);
            }
            case POSTCODE -> {
                into[at] = ascii(value) ? start(value) : 0;
                into[at + 1] = LetterCounts.of(value);
            }
            case HOUSE_NUMBER -> into[at] = ascii(value) && value.length() < Long.BYTES ? start(value) : 0;
            case PLACE -> {
                into[at] = lengthAndStart(value);
                into[at + 1] = LetterCounts.of(value.replace(" ", ""));
                into[at + 2] = words(value);
            }
            case NAME -> {
                // A name of several words is looked at itself.
                into[at] = value.indexOf(' ') >= 0 ? 0 : lengthAndStart(value);
                into[at + 1] = LetterCounts.of(value);
                into[at + 2] = nicknames.digest(value);
            }
            case EMAIL -> {
                String local = EmailComparison.local(value);
                into[at] = lengthAndStart(local);
                into[at + 1] = LetterCounts.of(local);
                into[at + 2] = LetterCounts.of(value);
            }
            case NONE, CATEGORY -> {}
        }
    }

    /**
     * The level of two unequal single values, or {@link #UNKNOWN}.
     *
     * @param left attribute of the value of {@code a}
     * @param right attribute of the value of {@code b}: the same one, or names crossed
     */
    int level(int left, int a, int right, int b) {
        int x = at(a, left);
        int y = at(b, right);
        return switch (kinds[left]) {
            case NONE -> UNKNOWN;
            case CATEGORY -> 0;
            case DATE ->
                DateComparison.unequal(
                        rows[x] >>> Byte.SIZE, (int) (rows[x] & 0xff), rows[y] >>> Byte.SIZE, (int) (rows[y] & 0xff));
            case IDENTIFIER -> LetterCounts.fewestEdits(rows[x], rows[y]) > MOST_EDITS ? 0 : UNKNOWN;
            case PHONE ->
                rows[x + 1] != rows[y + 1] && LetterCounts.fewestEdits(rows[x], rows[y]) > MOST_EDITS ? 0 : UNKNOWN;
            case POSTCODE -> postcode(x, y);
            case HOUSE_NUMBER -> houseNumber(rows[x], rows[y]);
            case PLACE -> place(x, y);
            case NAME -> name(x, y);
            case EMAIL -> email(x, y);
        };
    }

    private int name(int x, int y) {
        return (rows[x + 2] & rows[y + 2]) == 0
                        && dissimilar(x, y, NAMES)
                        && LetterCounts.fewestEdits(rows[x + 1], rows[y + 1]) > NameComparison.mostEdits(shorter(x, y))
                ? 0
                : UNKNOWN;
    }

    private int shorter(int x, int y) {
        return (int) Math.min(rows[x] >>> Character.SIZE, rows[y] >>> Character.SIZE);
    }

    /** Names before the at sign that have few characters in common are neither near nor similar. */
    private int email(int x, int y) {
        return dissimilar(x, y, EMAILS)
                        && LetterCounts.fewestEdits(rows[x + 1], rows[y + 1]) > MOST_EDITS
                        && LetterCounts.fewestEdits(rows[x + 2], rows[y + 2]) > MOST_EDITS
                ? 0
                : UNKNOWN;
    }

    /** What {@link ShortCodeComparison} finds, from the characters themselves. */
    private static int houseNumber(long a, long b) {
        if (a == 0 || b == 0) {
            return UNKNOWN;
        }
        int prefix = Long.numberOfLeadingZeros(a ^ b) / Byte.SIZE;
        int digits = leadingDigits(a);
        if (digits > 0 && digits <= prefix && digits == leadingDigits(b)) {
            return ShortCodeComparison.OTHER_SUFFIX;
        }
        int lengthA = lengthOfStart(a);
        int lengthB = lengthOfStart(b);
        int shorter = Math.min(lengthA, lengthB);
        int suffix = Math.min(
                shorter - prefix, Long.numberOfTrailingZeros(toEnd(a, lengthA) ^ toEnd(b, lengthB)) / Byte.SIZE);
        int restA = lengthA - prefix - suffix;
        int restB = lengthB - prefix - suffix;
        boolean oneEdit = restA <= 1 && restB <= 1
                || restA == 2 && restB == 2 && at(a, prefix) == at(b, prefix + 1) && at(a, prefix + 1) == at(b, prefix);
        return shorter >= 2 && oneEdit ? ShortCodeComparison.ONE_EDIT : 0;
    }

    private static int leadingDigits(long start) {
        int digits = 0;
        while (digits < Long.BYTES && at(start, digits) >= '0' && at(start, digits) <= '9') {
            digits++;
        }
        return digits;
    }

    private static int at(long start, int character) {
        return (int) (start >>> Long.SIZE - Byte.SIZE * (character + 1)) & 0xff;
    }

    private static long toEnd(long start, int length) {
        return start >>> Long.SIZE - Byte.SIZE * length;
    }

    private int place(int x, int y) {
        long shared = rows[x + 2] & rows[y + 2] & WORDS;
        boolean sameFirst = (rows[x + 2] & ~WORDS) == (rows[y + 2] & ~WORDS);
        return LetterCounts.fewestEdits(rows[x + 1], rows[y + 1]) > PlaceComparison.MOST_EDITS
                        && dissimilar(x, y, PLACES)
                        && (shared == 0 || Long.bitCount(shared) == 1 && !sameFirst)
                ? 0
                : UNKNOWN;
    }

    private int postcode(int x, int y) {
        int shorter = Math.min(lengthOfStart(rows[x]), lengthOfStart(rows[y]));
        if (rows[x] == 0
                || rows[y] == 0
                || rows[x] == rows[y]
                || LetterCounts.fewestEdits(rows[x + 1], rows[y + 1]) <= 1) {
            return UNKNOWN;
        }
        int prefix = Math.min(shorter, Long.numberOfLeadingZeros(rows[x] ^ rows[y]) / Byte.SIZE);
        return shorter < Long.BYTES ? ShortCodeComparison.sameArea(shorter, prefix) ? 1 : 0 : UNKNOWN;
    }

    private static int lengthOfStart(long start) {
        return Long.BYTES - Long.numberOfTrailingZeros(start) / Byte.SIZE;
    }

    /** The Jaro-Winkler similarity is surely below the threshold. */
    private boolean dissimilar(int x, int y, Threshold threshold) {
        int lengthX = (int) (rows[x] >>> Character.SIZE);
        int lengthY = (int) (rows[y] >>> Character.SIZE);
        if (lengthX == 0 || lengthY == 0 || lengthX > LONGEST || lengthY > LONGEST) {
            return false;
        }
        int common = Math.min(
                lengthX - LetterCounts.surplus(rows[x + 1], rows[y + 1]),
                lengthY - LetterCounts.surplus(rows[y + 1], rows[x + 1]));
        int shares = common * (lengthX + lengthY) * Threshold.UNIT;
        boolean sameStart = (char) rows[x] == (char) rows[y];
        return shares < (sameStart ? threshold.sameStart : threshold.otherStart) * lengthX * lengthY;
    }

    /**
     * The shares of common characters in the two values, summed, that Jaro-Winkler needs at least to reach a similarity: in
     * units, rounded down.
     */
    private record Threshold(int otherStart, int sameStart) {

        static final int UNIT = 1 << 10;

        static Threshold of(double similarity) {
            double jaro = (similarity - MOST_FOR_PREFIX) / (1 - MOST_FOR_PREFIX);
            return new Threshold(shares(similarity), shares(jaro));
        }

        private static int shares(double jaro) {
            return (int) Math.floor((3 * jaro - 1) * UNIT);
        }
    }

    /** In one number; 0 for an empty text. */
    private static long lengthAndStart(String text) {
        return text.isEmpty() ? 0 : (long) text.length() << Character.SIZE | text.charAt(0);
    }

    private static boolean ascii(String value) {
        return value.chars().allMatch(c -> c > 0 && c < 0x80);
    }

    /** A bit for each word, all where two have the same one, and a hash of the first word. */
    private static long words(String value) {
        String[] words = value.split(" ", -1);
        long bits = 0;
        for (String word : words) {
            bits |= 1L << spread(word) % WORD_BITS;
        }
        bits = Long.bitCount(bits) < words.length ? WORDS : bits;
        return bits | (long) spread(words[0]) << WORD_BITS;
    }

    private static int spread(String word) {
        return word.hashCode() * 0x9E3779B1 >>> Short.SIZE;
    }

    private static int tail(String value) {
        return value.length() < TAIL
                ? value.hashCode()
                : value.substring(value.length() - TAIL).hashCode();
    }

    /** The first eight characters, one byte each, the first one highest. */
    private static long start(String value) {
        long packed = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            packed = packed << Byte.SIZE | (i < value.length() ? value.charAt(i) & 0xff : 0);
        }
        return packed;
    }
}
