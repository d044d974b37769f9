package io.karat.standardise;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in common formats, as {@code yyyyMMdd}; {@code yyyyMM} and {@code yyyy} where no more is known. Where day and
 * month could be either, the country says which comes first; between dots the day does everywhere.
 */
final class DateRule implements Rule {

    static final DateRule MONTH_FIRST = new DateRule(true);
    static final DateRule DAY_FIRST = new DateRule(false);

    private static final String TIME = "(?:[t ]\\s*\\d.*)?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})\\s?[-/. ]\\s?(\\d{1,2})\\s?[-/. ]\\s?(\\d{1,2})" + TIME);
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})\\s?([-/. ])\\s?(\\d{1,2})\\s?[-/. ]\\s?(\\d{4}|\\d{2})" + TIME);
    private static final Pattern EIGHT = Pattern.compile("\\d{8}");
    private static final Pattern SIX = Pattern.compile("\\d{6}");
    private static final Pattern CHINESE = Pattern.compile("(\\d{4})\\s?nian\\s?(\\d{1,2})\\s?yue\\s?(\\d{1,2})\\s?ri");
    private static final Pattern DAY_NAME = Pattern.compile(
            "(\\d{1,2})(?:st|nd|rd|th|er)?\\.?[ .,/-]*(?:de |of )?([a-z]{3,})\\.?[ .,/-]*(?:de |del )?(\\d{4}|'?\\d{2})"
                    + TIME);
    private static final Pattern NAME_DAY =
            Pattern.compile("([a-z]{3,})[ .-]*(\\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\\d{4})" + TIME);
    private static final Pattern YEAR_NAME_DAY = Pattern.compile("(\\d{4})[ .,/-]+([a-z]{3,})[ .,/-]+(\\d{1,2})");
    private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/.](\\d{1,2})");
    private static final Pattern MONTH_YEAR = Pattern.compile("(\\d{1,2})[-/.](\\d{4})");
    private static final Pattern NAME_YEAR = Pattern.compile("([a-z]{3,})[ .,/-]*(\\d{4})");
    private static final Pattern YEAR = Pattern.compile("(?:c|ca|circa|about|abt)?[ .]*(\\d{4})");
    private static final Pattern WEEKDAY = Pattern.compile("^[a-z]{3,10}\\.?,? (?=\\d)");

    /** English, German, French, Spanish, Italian, Portuguese, Dutch; three letters or more of one are enough. */
    private static final List<List<String>> MONTHS = List.of(
            List.of("january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "janner"),
            List.of("february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari"),
            List.of("march", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart"),
            List.of("april", "avril", "abril", "aprile"),
            List.of("may", "mai", "mayo", "maggio", "maio", "mei"),
            List.of("june", "juni", "juin", "junio", "giugno", "junho"),
            List.of("july", "juli", "juillet", "julio", "luglio", "julho"),
            List.of("august", "aout", "agosto", "augustus"),
            List.of("september", "septembre", "septiembre", "settembre", "setembro", "setiembre"),
            List.of("october", "oktober", "octobre", "octubre", "ottobre", "outubro"),
            List.of("november", "novembre", "noviembre", "novembro"),
            List.of("december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"));

    /** Two-digit years from here on lie in the twentieth century. */
    private static final int PIVOT = 30;

    private static final int EARLIEST = 1000;
    private static final int LONGEST = 100;

    private static final Standard IMPOSSIBLE = new None("date.impossible", "There is no such day.");
    private static final Standard UNREADABLE = new None("date.unreadable", "Not in a known date format.");

    private final boolean monthFirst;

    private DateRule(boolean monthFirst) {
        this.monthFirst = monthFirst;
    }

    @Override
    public Standard apply(String raw) {
        if (iso(raw)) {
            return day(part(raw, 0, 4), part(raw, 5, 7), part(raw, 8, 10));
        }
        String text = Letters.plain(Letters.cut(raw, LONGEST)).strip();
        Matcher m = EIGHT.matcher(text);
        if (m.matches()) {
            return eight(text);
        }
        m = YEAR_FIRST.matcher(text);
        if (m.matches()) {
            return day(number(m, 1), number(m, 2), number(m, 3));
        }
        m = YEAR_LAST.matcher(text);
        if (m.matches()) {
            return ambiguous(
                    number(m, 1), number(m, 3), year(m.group(4)), m.group(2).equals("."));
        }
        m = SIX.matcher(text);
        if (m.matches()) {
            return month(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(4)));
        }
        m = YEAR_MONTH.matcher(text);
        if (m.matches()) {
            return month(number(m, 1), number(m, 2));
        }
        m = MONTH_YEAR.matcher(text);
        if (m.matches()) {
            return month(number(m, 2), number(m, 1));
        }
        m = YEAR.matcher(text);
        if (m.matches()) {
            return number(m, 1) >= EARLIEST ? new Value(m.group(1)) : IMPOSSIBLE;
        }
        Standard written = written(text);
        Matcher weekday = WEEKDAY.matcher(text);
        return written.equals(UNREADABLE) && weekday.find() ? written(text.substring(weekday.end())) : written;
    }

    /** {@code yyyy-MM-dd} in figures. */
    private static boolean iso(String text) {
        if (text.length() != 10) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            char c = text.charAt(i);
            if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** Months as words. */
    private static Standard written(String text) {
        Matcher m = CHINESE.matcher(text);
        if (m.matches()) {
            return day(number(m, 1), number(m, 2), number(m, 3));
        }
        m = DAY_NAME.matcher(text);
        if (m.matches()) {
            return named(year(m.group(3).replace("'", "")), m.group(2), number(m, 1));
        }
        m = NAME_DAY.matcher(text);
        if (m.matches()) {
            return named(number(m, 3), m.group(1), number(m, 2));
        }
        m = YEAR_NAME_DAY.matcher(text);
        if (m.matches()) {
            return named(number(m, 1), m.group(2), number(m, 3));
        }
        m = NAME_YEAR.matcher(text);
        return m.matches() ? named(number(m, 2), m.group(1), 0) : UNREADABLE;
    }

    private Standard eight(String text) {
        Standard yearFirst = day(part(text, 0, 4), part(text, 4, 6), part(text, 6, 8));
        if (!(yearFirst instanceof None)) {
            return yearFirst;
        }
        int year = part(text, 4, 8);
        return year < EARLIEST + 800 ? yearFirst : ambiguous(part(text, 0, 2), part(text, 2, 4), year, false);
    }

    private static int part(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private Standard ambiguous(int first, int second, int year, boolean dots) {
        boolean dayFirst = first > 12 || second <= 12 && (dots || !monthFirst);
        return dayFirst ? day(year, second, first) : day(year, first, second);
    }

    private static Standard named(int year, String name, int day) {
        int month = month(name);
        return month == 0 ? UNREADABLE : day(year, month, day);
    }

    private static Standard day(int year, int month, int day) {
        if (day == 0 && month == 0 && year >= EARLIEST) {
            return new Value(digits(year, 4));
        }
        if (day == 0) {
            return month(year, month);
        }
        try {
            LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return IMPOSSIBLE;
        }
        return year >= EARLIEST ? new Value(digits(year, 4) + digits(month, 2) + digits(day, 2)) : IMPOSSIBLE;
    }

    private static Standard month(int year, int month) {
        return year >= EARLIEST && month >= 1 && month <= 12
                ? new Value(digits(year, 4) + digits(month, 2))
                : IMPOSSIBLE;
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
        for (int i = 0; i < MONTHS.size(); i++) {
            for (String month : MONTHS.get(i)) {
                if (month.startsWith(name)) {
                    return i + 1;
                }
            }
        }
        return 0;
    }
}
