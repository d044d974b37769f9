package io.karat.batch;

import io.karat.match.PairLevels;
import io.karat.model.AttributeType;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Comparisons by level of attributes that are no texts and no quantities: names, dates, addresses, identifiers. */
final class Levels {

    private static final double RAREST = 4;

    private Levels() {}

    static List<Column> columns(Lists lists, Pairs pairs) {
        PairLevels levels = PairLevels.of(lists.type());
        int attributes = lists.type().attributes().size();
        IntPredicate wanted =
                i -> i >= attributes || applies(lists.type().attributes().get(i).type());
        int[] chosen = IntStream.range(0, levels.size()).filter(wanted).toArray();
        if (chosen.length == 0) {
            return List.of();
        }
        byte[][] level = new byte[chosen.length][pairs.size()];
        float[][] rarity = new float[chosen.length][pairs.size()];
        Object2IntOpenHashMap<String>[] holders = holders(lists, chosen);
        double[] agreement = new double[chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            agreement[c] = agreement(holders[c], lists.size());
        }
        String[] agreed = new String[levels.size()];
        for (int p = 0; p < pairs.size(); p++) {
            Features left = lists.records().get(pairs.left(p));
            Features right = lists.records().get(pairs.right(p));
            byte[] of = levels.compare(left, right, agreed);
            for (int c = 0; c < chosen.length; c++) {
                level[c][p] = of[chosen[c]];
                String value = agreed[chosen[c]];
                if (!value.isEmpty() && chosen[c] < attributes) {
                    double share = (double) Math.max(1, holders[c].getInt(value)) / lists.size();
                    rarity[c][p] = (float) Math.clamp(Math.log(agreement[c] / share), -RAREST, RAREST);
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < chosen.length; c++) {
            columns.add(new Column(levels.name(chosen[c]), levels.levels(chosen[c]), level[c], rarity[c], List.of()));
        }
        return columns;
    }

    private static boolean applies(AttributeType type) {
        return switch (type) {
            case TEXT, ORGANISATION_NAME, CATEGORY, NUMBER, MONEY, YEAR -> false;
            default -> true;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object2IntOpenHashMap<String>[] holders(Lists lists, int[] chosen) {
        Object2IntOpenHashMap[] holders = new Object2IntOpenHashMap[chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            Object2IntOpenHashMap<String> of = new Object2IntOpenHashMap<>();
            for (Features record : lists.records()) {
                for (String value : record.values(chosen[c])) {
                    of.addTo(value, 1);
                }
            }
            holders[c] = of;
        }
        return holders;
    }

    /** How probable it is that two records drawn at random hold one value. */
    private static double agreement(Object2IntOpenHashMap<String> holders, int size) {
        double same = 0;
        double all = 0;
        for (int n : holders.values()) {
            same += (double) n * (n - 1);
            all += n;
        }
        return Math.max(same / Math.max(1, all * (all - 1)), 1.0 / ((double) size * size));
    }
}
