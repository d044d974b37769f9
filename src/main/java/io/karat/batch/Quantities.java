package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.Arrays;
import java.util.List;

/** Amounts, numbers and years, by how far they are apart. */
final class Quantities {

    private static final double[] RELATIVE = {0.5, 0.35, 0.2, 0.1, 0.05, 0.02, 0.0005};
    private static final int YEARS = 3;

    private Quantities() {}

    static Column column(Lists lists, int attribute, Pairs pairs) {
        AttributeType type = lists.type().attributes().get(attribute).type();
        double[] values = new double[lists.size()];
        for (int i = 0; i < values.length; i++) {
            String[] of = lists.records().get(i).values(attribute);
            values[i] = of.length == 0 ? Double.NaN : parse(of[0]);
            if (type == AttributeType.MONEY && values[i] == 0) {
                // A price of nothing is a price not told.
                values[i] = Double.NaN;
            }
        }
        byte[] level = new byte[pairs.size()];
        float[] similarity = new float[pairs.size()];
        Arrays.fill(similarity, Float.NaN);
        for (int p = 0; p < level.length; p++) {
            double a = values[pairs.left(p)];
            double b = values[pairs.right(p)];
            if (Double.isNaN(a) || Double.isNaN(b)) {
                level[p] = Column.MISSING;
                continue;
            }
            double apart = Math.abs(a - b);
            if (type == AttributeType.YEAR) {
                double years = Math.min(YEARS, apart);
                level[p] = (byte) (YEARS - Math.ceil(years));
                similarity[p] = (float) (1 - years / YEARS);
            } else {
                double relative = apart / Math.max(Math.max(Math.abs(a), Math.abs(b)), 1e-9);
                while (level[p] < RELATIVE.length && relative <= RELATIVE[level[p]]) {
                    level[p]++;
                }
                similarity[p] = (float) Math.max(0, 1 - relative);
            }
        }
        String name = lists.type().attributes().get(attribute).name();
        int levels = type == AttributeType.YEAR ? YEARS + 1 : RELATIVE.length + 1;
        return new Column(name, levels, level, List.of(new Column.Similarity(name, similarity)));
    }

    private static double parse(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
