package io.karat.standardise;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and amounts of money, with point or comma, as plain decimals without trailing zeros. */
final class NumberRule implements Rule {

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\d.,]|\\d[eE]|\\d[eE][+-])-?(?:\\d{1,3}(?:([., '\u00a0\u202f\u2019])\\d{3})(?:\\1\\d{3})*(?:[.,]\\d{1,4})?|\\d+(?:[.,]\\d+)?)(?![\\d]|[eE][+-]?\\d)");
    private static final int LONGEST = 100;
    private static final Standard UNREADABLE = new None("number.unreadable", "Not a number.");

    @Override
    public Standard apply(String raw) {
        Matcher m = NUMBER.matcher(Letters.cut(raw, LONGEST));
        if (!m.find() || !ascii(m.group())) {
            return UNREADABLE;
        }
        String text = m.group().replaceAll("[ '\u00a0\u202f\u2019]", "");
        int decimal = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
        if (decimal >= 0 && grouping(text, decimal)) {
            decimal = -1;
        }
        String whole = decimal < 0 ? text : text.substring(0, decimal);
        String part = decimal < 0 ? "" : "." + text.substring(decimal + 1);
        BigDecimal number = new BigDecimal(whole.replace(".", "").replace(",", "") + part);
        return new Value(
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    private static boolean ascii(String text) {
        return text.chars().noneMatch(c -> c > 0x7f && Character.isDigit(c));
    }

    /** The last sign parts thousands: 1,234 and 1.234.567, but not 0.125 or 1,234.567. */
    private static boolean grouping(String text, int at) {
        char sign = text.charAt(at);
        boolean other = text.indexOf(sign == '.' ? ',' : '.') >= 0;
        String first = text.substring(0, text.indexOf(sign)).replace("-", "");
        return !other && text.length() - at == 4 && first.length() <= 3 && !first.startsWith("0");
    }
}
