package io.karat.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers, amounts of money and years, by how far they are apart. */
final class QuantityComparison implements Comparison {

    private static final List<Level> RELATIVE = List.of(
            DIFFERENT,
            new Level("within 20 %", 0.3),
            new Level("within 5 %", 0.6),
            new Level("within 1 %", 0.9),
            EQUAL);
    private static final List<Level> YEARS =
            List.of(DIFFERENT, new Level("within 3 years", 0.3), new Level("one year apart", 0.7), EQUAL);

    private final boolean years;

    private QuantityComparison(boolean years) {
        this.years = years;
    }

    static QuantityComparison relative() {
        return new QuantityComparison(false);
    }

    static QuantityComparison years() {
        return new QuantityComparison(true);
    }

    @Override
    public List<Level> levels() {
        return years ? YEARS : RELATIVE;
    }

    @Override
    public int unequal(String a, String b) {
        Double left = parse(a);
        Double right = parse(b);
        if (left == null || right == null) {
            return 0;
        }
        double apart = Math.abs(left - right);
        if (years) {
            return apart < 0.5 ? 3 : apart <= 1 ? 2 : apart <= 3 ? 1 : 0;
        }
        double relative = apart / Math.max(Math.max(Math.abs(left), Math.abs(right)), 1e-9);
        return relative <= 1e-9 ? 4 : relative <= 0.01 ? 3 : relative <= 0.05 ? 2 : relative <= 0.2 ? 1 : 0;
    }

    /** The number a value begins with; what follows it is a unit or a currency. */
    private static @Nullable Double parse(String s) {
        int end = 0;
        while (end < s.length() && "+-.0123456789".indexOf(s.charAt(end)) >= 0) {
            end++;
        }
        try {
            return Double.valueOf(s.substring(0, end));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
