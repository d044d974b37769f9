package io.karat.batch;

import io.karat.match.Similarity;
import io.karat.model.AttributeType;
import io.karat.standardise.Features;
import io.karat.standardise.TextForm;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Codes and model numbers in what names a record, against all that is written of the other: one in common is worth the more
 * the rarer it is; codes on both sides with none in common part the records, unless one begins with the other.
 */
final class Codes {

    private static final int DIFFERENT = 0;
    private static final int NEAR = 1;
    private static final int ONE_SIDE = 2;
    private static final int PREFIX = 3;
    private static final int COMMON = 4;
    private static final int RARE = 5;
    private static final int RAREST = 6;

    private static final float[] SIMILARITY = {0, 0.1f, 0.3f, 0.5f, 0.6f, 0.8f, 1};

    /** Glued to other words, a code shorter than this is found by chance. */
    private static final int LONG_ENOUGH = 5;

    private static final double FEWEST = 0.02;

    private final List<Set<String>> own = new ArrayList<>();
    private final List<Set<String>> all = new ArrayList<>();
    private final List<String> squashed = new ArrayList<>();
    private final Object2IntOpenHashMap<String> holders = new Object2IntOpenHashMap<>();

    private Codes(Lists lists) {
        boolean[] names = TextNeighbours.names(lists.type(), lists.records());
        for (Features record : lists.records()) {
            Set<String> ofNames = new LinkedHashSet<>();
            Set<String> ofAll = new HashSet<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < names.length; i++) {
                if (lists.type().attributes().get(i).type() == AttributeType.TEXT) {
                    for (String value : record.values(i)) {
                        Set<String> codes = TextForm.codes(value);
                        ofAll.addAll(codes);
                        if (names[i]) {
                            ofNames.addAll(codes);
                        }
                        TextForm.words(value).forEach(text::append);
                        text.append(' ');
                    }
                }
            }
            own.add(ofNames);
            all.add(ofAll);
            squashed.add(text.toString());
            ofAll.forEach(code -> holders.addTo(code, 1));
        }
    }

    /** Empty where hardly any record holds a code. */
    static List<Column> columns(Lists lists, Pairs pairs) {
        Codes codes = new Codes(lists);
        long coded = codes.own.stream().filter(c -> !c.isEmpty()).count();
        if (coded <= FEWEST * lists.size()) {
            return List.of();
        }
        byte[] level = new byte[pairs.size()];
        float[] similarity = new float[pairs.size()];
        for (int p = 0; p < level.length; p++) {
            level[p] = (byte) codes.level(pairs.left(p), pairs.right(p));
            similarity[p] = level[p] < 0 ? Float.NaN : SIMILARITY[level[p]];
        }
        return List.of(
                new Column("codes", SIMILARITY.length, level, List.of(new Column.Similarity("codes", similarity))));
    }

    private int level(int a, int b) {
        Set<String> left = own.get(a);
        Set<String> right = own.get(b);
        if (left.isEmpty() && right.isEmpty()) {
            return Column.MISSING;
        }
        int rarest = Math.min(rarestIn(left, right, all.get(b)), rarestIn(right, left, all.get(a)));
        if (rarest == Integer.MAX_VALUE) {
            rarest = Math.min(rarestWithin(left, squashed.get(b)), rarestWithin(right, squashed.get(a)));
        }
        if (rarest < Integer.MAX_VALUE) {
            return rarest <= 3 ? RAREST : rarest <= 10 ? RARE : COMMON;
        }
        return left.isEmpty() || right.isEmpty() ? ONE_SIDE : without(left, right);
    }

    private int rarestIn(Set<String> codes, Set<String> own, Set<String> all) {
        int rarest = Integer.MAX_VALUE;
        for (String code : codes) {
            if (own.contains(code) || all.contains(code)) {
                rarest = Math.min(rarest, Math.max(1, holders.getInt(code)));
            }
        }
        return rarest;
    }

    private int rarestWithin(Set<String> codes, String text) {
        int rarest = Integer.MAX_VALUE;
        for (String code : codes) {
            if (code.length() >= LONG_ENOUGH && text.contains(code)) {
                rarest = Math.min(rarest, Math.max(1, holders.getInt(code)));
            }
        }
        return rarest;
    }

    private static int without(Set<String> left, Set<String> right) {
        boolean near = false;
        for (String x : left) {
            for (String y : right) {
                int shorter = Math.min(x.length(), y.length());
                int same = 0;
                boolean digit = false;
                while (same < shorter && x.charAt(same) == y.charAt(same)) {
                    digit |= x.charAt(same) <= '9';
                    same++;
                }
                if (same >= 4 && same >= shorter - 1 && digit) {
                    return PREFIX;
                }
                near |= Similarity.edits(x, y, 2) <= 2;
            }
        }
        return near ? NEAR : DIFFERENT;
    }
}
