package io.karat.batch;

import io.karat.model.AttributeType;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The candidate pairs of lists that are told by texts, and what each comparison says about them. */
final class Evidence {

    private final Lists lists;
    private final TextNeighbours neighbours;
    private final Pairs pairs;
    private final float[] byWords;
    private final float[] byGrams;

    private Evidence(Lists lists, TextNeighbours neighbours, Pairs pairs) {
        this.lists = lists;
        this.neighbours = neighbours;
        this.pairs = pairs;
        this.byWords = new float[pairs.size()];
        this.byGrams = new float[pairs.size()];
        for (int p = 0; p < pairs.size(); p++) {
            byWords[p] = (float) neighbours.byWords(pairs.left(p), pairs.right(p));
            byGrams[p] = (float) neighbours.byGrams(pairs.left(p), pairs.right(p));
        }
    }

    /** @param source where given, pairs are of two sources */
    static Evidence of(Lists lists, int @Nullable [] source) {
        TextNeighbours neighbours = TextNeighbours.of(lists.type(), lists.records());
        Pairs.Builder found = new Pairs.Builder();
        neighbours.pairs(source, found);
        return new Evidence(lists, neighbours, found.build());
    }

    /** On other pairs too, which come behind these. */
    Evidence with(LongSet others) {
        return new Evidence(lists, neighbours, pairs.with(others));
    }

    Pairs pairs() {
        return pairs;
    }

    /** How near the records of each pair are by words and by 3-grams, in [0, 1]. */
    double[] nearness() {
        double[] nearness = new double[pairs.size()];
        for (int p = 0; p < nearness.length; p++) {
            nearness[p] = (byWords[p] + byGrams[p]) / 2;
        }
        return nearness;
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        boolean[] names = TextNeighbours.names(lists.type(), lists.records());
        for (int i = 0; i < names.length; i++) {
            AttributeType type = lists.type().attributes().get(i).type();
            switch (type) {
                case TEXT, ORGANISATION_NAME, CATEGORY ->
                    columns.add(Texts.column(lists, i, names[i] || type == AttributeType.CATEGORY, pairs));
                case NUMBER, MONEY, YEAR -> columns.add(Quantities.column(lists, i, pairs));
                default -> {}
            }
        }
        columns.addAll(Levels.columns(lists, pairs));
        columns.addAll(Codes.columns(lists, pairs));
        columns.addAll(Numbers.columns(lists, pairs));
        byte[] level = new byte[pairs.size()];
        for (int p = 0; p < level.length; p++) {
            level[p] = (byte) Math.min(10, (int) (byWords[p] * 10 + 1e-6));
        }
        columns.add(new Column(
                "all words",
                11,
                level,
                List.of(new Column.Similarity("all words", byWords), new Column.Similarity("3-grams", byGrams))));
        return columns;
    }

    /** What a logistic model can weigh: similarities, levels of codes and numbers, and the weights of other levels. */
    float[][] features(List<Column> columns, Competition competition) {
        List<float[]> features = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Column column = columns.get(c);
            if (column.similarities().isEmpty()) {
                float[] weight = new float[pairs.size()];
                for (int p = 0; p < weight.length; p++) {
                    weight[p] = (float) competition.weight(c, p);
                }
                features.add(weight);
            }
            for (Column.Similarity similarity : column.similarities()) {
                float[] value = similarity.of().clone();
                float[] missing = new float[value.length];
                boolean any = false;
                for (int p = 0; p < value.length; p++) {
                    if (Float.isNaN(value[p])) {
                        value[p] = 0;
                        missing[p] = 1;
                        any = true;
                    }
                }
                features.add(value);
                if (any) {
                    features.add(missing);
                }
            }
            if (column.name().equals("codes") || column.name().equals("numbers")) {
                for (int l = 0; l < column.levels(); l++) {
                    float[] value = new float[pairs.size()];
                    for (int p = 0; p < value.length; p++) {
                        value[p] = column.level()[p] == l ? 1 : 0;
                    }
                    features.add(value);
                }
            }
        }
        return features.toArray(float[][]::new);
    }
}
