package io.karat.standardise;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in common formats, as {@code yyyyMMdd}; {@code yyyyMM} and {@code yyyy} where no more is known. Where day and
 * month could be either, the first number is the month, as in the United States, unless dots part them.
 */
final class DateRule implements Rule {

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/. ]?(\\d{1,2})[-/. ]?(\\d{1,2})(?:[t ].*)?");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2})[-/. ](\\d{4}|\\d{2})");
    private static final Pattern DAY_NAME =
            Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]{3,})[ .,-]*(\\d{4}|\\d{2})");
    private static final Pattern NAME_DAY =
            Pattern.compile("([a-z]{3,})[ .-]*(\\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\\d{4})");
    private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/](\\d{1,2})");
    private static final Pattern NAME_YEAR = Pattern.compile("([a-z]{3,})[ .,-]*(\\d{4})");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})");

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12),
            Map.entry("mai", 5),
            Map.entry("okt", 10),
            Map.entry("dez", 12),
            Map.entry("fev", 2),
            Map.entry("avr", 4),
            Map.entry("jui", 6),
            Map.entry("aou", 8),
            Map.entry("ene", 1),
            Map.entry("abr", 4),
            Map.entry("ago", 8),
            Map.entry("dic", 12),
            Map.entry("gen", 1),
            Map.entry("mag", 5),
            Map.entry("giu", 6),
            Map.entry("lug", 7),
            Map.entry("set", 9),
            Map.entry("ott", 10),
            Map.entry("mrz", 3));

    /** Two-digit years from here on lie in the twentieth century. */
    private static final int PIVOT = 30;

    private static final Standard IMPOSSIBLE = new None("date.impossible", "There is no such day.");
    private static final Standard UNREADABLE = new None("date.unreadable", "Not in a known date format.");

    @Override
    public Standard apply(String raw) {
        String text = Letters.plain(raw).strip();
        Matcher m = YEAR_FIRST.matcher(text);
        if (m.matches()) {
            return day(number(m, 1), number(m, 2), number(m, 3));
        }
        m = YEAR_LAST.matcher(text);
        if (m.matches()) {
            return ambiguous(
                    number(m, 1), number(m, 3), year(m.group(4)), m.group(2).equals("."));
        }
        m = DAY_NAME.matcher(text);
        if (m.matches()) {
            return day(year(m.group(3)), month(m.group(2)), number(m, 1));
        }
        m = NAME_DAY.matcher(text);
        if (m.matches()) {
            return day(number(m, 3), month(m.group(1)), number(m, 2));
        }
        m = YEAR_MONTH.matcher(text);
        if (m.matches()) {
            return month(number(m, 1), number(m, 2));
        }
        m = NAME_YEAR.matcher(text);
        if (m.matches()) {
            return month(number(m, 2), month(m.group(1)));
        }
        m = YEAR.matcher(text);
        return m.matches() && plausible(number(m, 1)) ? new Value(text) : UNREADABLE;
    }

    private static Standard ambiguous(int first, int second, int year, boolean dots) {
        boolean dayFirst = dots || first > 12;
        return dayFirst ? day(year, second, first) : day(year, first, second);
    }

    private static Standard day(int year, int month, int day) {
        if (day == 0 && month >= 1 && month <= 12) {
            return month(year, month);
        }
        if (day == 0 && month == 0 && plausible(year)) {
            return new Value("%04d".formatted(year));
        }
        try {
            LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return IMPOSSIBLE;
        }
        return plausible(year) ? new Value(digits(year, 4) + digits(month, 2) + digits(day, 2)) : IMPOSSIBLE;
    }

    private static Standard month(int year, int month) {
        return plausible(year) && month >= 1 && month <= 12
                ? new Value(digits(year, 4) + digits(month, 2))
                : IMPOSSIBLE;
    }

    private static boolean plausible(int year) {
        return year >= 1000;
    }

    private static String digits(int number, int width) {
        String text = Integer.toString(number);
        return "0".repeat(width - text.length()) + text;
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private static int year(String text) {
        int year = Integer.parseInt(text);
        return text.length() == 4 ? year : year >= PIVOT ? 1900 + year : 2000 + year;
    }

    private static int month(String name) {
        return MONTHS.getOrDefault(name.substring(0, 3), 0);
    }
}
