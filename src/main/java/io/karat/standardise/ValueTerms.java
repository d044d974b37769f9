package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import org.jspecify.annotations.Nullable;

/** The terms that one value of one attribute has by itself, all in the attribute's column. */
final class ValueTerms {

    private static final long NAME = Hash.space("n");
    private static final long NAME_SOUND = Hash.space("np");
    private static final long NAME_START = Hash.space("n3");
    private static final long INITIAL = Hash.space("n1");
    private static final long MIDDLE_NAME = Hash.space("m");
    private static final long YEAR = Hash.space("y");
    private static final long DAY = Hash.space("d");
    private static final long MONTH_AND_DAY = Hash.space("md");
    private static final long STREET = Hash.space("s");
    private static final long CITY = Hash.space("c");
    private static final long CITY_SOUND = Hash.space("cp");
    private static final long POSTCODE = Hash.space("pc");
    private static final long PHONE = Hash.space("ph");
    private static final long PHONE_END = Hash.space("phl");
    private static final long EMAIL = Hash.space("e");
    private static final long EMAIL_LOCAL = Hash.space("el");
    private static final long EMAIL_START = Hash.space("ea");
    private static final long URL = Hash.space("u");

    private final AttributeType type;
    private final int column;
    private final boolean firstGivenName;
    private final long number;
    private final long identifier;
    private final long identifierStart;
    private final long identifierEnd;
    private final @Nullable Memory<long[]> memory;

    /**
     * @param firstGivenName the first attribute of given names: the others hold middle names
     * @param remembering of names and places, which recur
     */
    ValueTerms(Attribute attribute, int column, boolean firstGivenName, boolean remembering) {
        this.type = attribute.type();
        this.column = column;
        this.firstGivenName = firstGivenName;
        this.number = Hash.space(attribute.name());
        this.identifier = Hash.space("id" + attribute.name());
        this.identifierStart = Hash.space("ia" + attribute.name());
        this.identifierEnd = Hash.space("ib" + attribute.name());
        this.memory = remembering && recurs(type) ? new Memory<>() : null;
    }

    /** Only types whose terms are all weak may be remembered. */
    private static boolean recurs(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, CITY -> true;
            case DATE,
                    STREET,
                    POSTCODE,
                    PHONE,
                    EMAIL,
                    IDENTIFIER,
                    URL,
                    YEAR,
                    NUMBER,
                    MONEY,
                    FULL_NAME,
                    ORGANISATION_NAME,
                    TEXT,
                    HOUSE_NUMBER,
                    COUNTRY,
                    CATEGORY -> false;
        };
    }

    void add(String value, Terms to) {
        if (memory == null) {
            compute(value, to);
            return;
        }
        long[] known = memory.get(value);
        if (known == null) {
            int from = to.size();
            compute(value, to);
            memory.put(value, to.since(from));
            return;
        }
        for (long term : known) {
            to.weak(term, column);
        }
    }

    private void compute(String value, Terms to) {
        switch (type) {
            case GIVEN_NAME -> given(value, to);
            case FAMILY_NAME -> name(value, to);
            case DATE -> date(value, to);
            case STREET -> weak(STREET, value, to);
            case CITY -> {
                weak(CITY, value, to);
                weak(CITY_SOUND, Sound.of(value), to);
            }
            case POSTCODE -> weak(POSTCODE, value, to);
            case PHONE -> {
                strong(PHONE, value, to);
                weak(PHONE_END, value, Math.max(0, value.length() - 4), value.length(), to);
            }
            case EMAIL -> email(value, to);
            case IDENTIFIER -> identifier(value, to);
            case URL -> strong(URL, value, to);
            case YEAR, NUMBER, MONEY -> weak(number, value, to);
            case FULL_NAME, ORGANISATION_NAME, TEXT, HOUSE_NUMBER, COUNTRY, CATEGORY -> {}
        }
    }

    private void given(String value, Terms to) {
        if (firstGivenName) {
            name(value, to);
            weak(INITIAL, value, 0, 1, to);
        } else {
            weak(MIDDLE_NAME, value, to);
        }
    }

    private void name(String value, Terms to) {
        if (value.indexOf(' ') >= 0) {
            for (String word : value.split(" ")) {
                if (word.length() > 2) {
                    weak(NAME, word, to);
                }
            }
        }
        if (value.length() > 1) {
            weak(NAME, value, to);
        }
        if (value.length() > 2) {
            weak(NAME_SOUND, Sound.of(value), to);
        }
        if (value.length() > 3) {
            weak(NAME_START, value, 0, 3, to);
        }
    }

    private void date(String value, Terms to) {
        if (value.length() >= 4) {
            weak(YEAR, value, 0, 4, to);
        }
        if (value.length() == 8) {
            weak(DAY, value, to);
            boolean monthFirst = value.charAt(4) < value.charAt(6)
                    || value.charAt(4) == value.charAt(6) && value.charAt(5) < value.charAt(7);
            long smaller = Hash.with(MONTH_AND_DAY, value, monthFirst ? 4 : 6, monthFirst ? 6 : 8);
            to.weak(Hash.mixed(Hash.with(smaller, value, monthFirst ? 6 : 4, monthFirst ? 8 : 6)), column);
        }
    }

    private void email(String value, Terms to) {
        strong(EMAIL, value, to);
        String bare = Letters.joined(value.substring(0, value.indexOf('@')));
        if (bare.length() > 3) {
            strong(EMAIL_LOCAL, bare, to);
        }
        long start = EMAIL_START;
        int letters = 0;
        for (int i = 0; i < bare.length() && letters < 5; i++) {
            if (bare.charAt(i) >= 'a') {
                start = Hash.with(start, bare.charAt(i));
                letters++;
            }
        }
        if (letters > 2) {
            to.weak(Hash.mixed(start), column);
        }
    }

    private void identifier(String value, Terms to) {
        strong(identifier, value, to);
        int length = value.length();
        if (length >= 6) {
            to.strong(Hash.mixed(Hash.with(identifierStart, value, 0, Math.max(4, (length + 1) / 2))), column);
            to.strong(Hash.mixed(Hash.with(identifierEnd, value, length - Math.max(4, length / 2), length)), column);
        }
    }

    private void weak(long space, String text, Terms to) {
        weak(space, text, 0, text.length(), to);
    }

    private void weak(long space, String text, int from, int end, Terms to) {
        if (end > from) {
            to.weak(Hash.mixed(Hash.with(space, text, from, end)), column);
        }
    }

    private void strong(long space, String text, Terms to) {
        if (!text.isEmpty()) {
            to.strong(Hash.of(space, text), column);
        }
    }
}
