package io.karat.standardise;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and amounts of money, with point or comma, as plain decimals without trailing zeros. */
final class NumberRule implements Rule {

    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,3}(?:[., ']\\d{3})+(?:[.,]\\d{1,2})?|-?\\d+(?:[.,]\\d+)?");
    private static final int LONGEST = 100;

    @Override
    public Standard apply(String raw) {
        Matcher m = NUMBER.matcher(raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw);
        if (!m.find()) {
            return new None("number.unreadable", "Not a number.");
        }
        String text = m.group().replace(" ", "").replace("'", "");
        int decimal = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
        boolean both = text.indexOf('.') >= 0 && text.indexOf(',') >= 0;
        boolean grouped =
                decimal >= 0 && !both && text.length() - decimal == 4 && text.indexOf(text.charAt(decimal)) != 0;
        String whole = decimal < 0 || grouped ? text : text.substring(0, decimal);
        String part = decimal < 0 || grouped ? "" : text.substring(decimal + 1);
        String plain = whole.replace(".", "").replace(",", "") + (part.isEmpty() ? "" : "." + part);
        return new Value(new BigDecimal(plain).stripTrailingZeros().toPlainString());
    }
}
