package io.karat.batch;

import io.karat.model.AttributeType;
import io.karat.standardise.Features;
import io.karat.standardise.TextForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Numbers in what names a record (sizes, editions, versions): "Photoshop 6" is not "Photoshop 7". */
final class Numbers {

    private static final int DIFFERENT = 0;
    private static final int SOME = 1;
    private static final int ONE_SIDE = 2;
    private static final int TOLD_ELSEWHERE = 3;
    private static final int CONTAINED = 4;
    private static final int EQUAL = 5;

    private static final double FEWEST = 0.02;

    private final List<Set<String>> own = new ArrayList<>();
    private final List<Set<String>> all = new ArrayList<>();

    private Numbers(Lists lists) {
        boolean[] names = TextNeighbours.names(lists.type(), lists.records());
        for (Features record : lists.records()) {
            Set<String> ofNames = new HashSet<>();
            Set<String> ofAll = new HashSet<>();
            for (int i = 0; i < names.length; i++) {
                if (lists.type().attributes().get(i).type() == AttributeType.TEXT) {
                    for (String value : record.values(i)) {
                        Set<String> numbers = TextForm.numbers(value);
                        ofAll.addAll(numbers);
                        if (names[i]) {
                            ofNames.addAll(numbers);
                        }
                    }
                }
            }
            own.add(ofNames);
            all.add(ofAll);
        }
    }

    /** Empty where hardly any record holds a number. */
    static List<Column> columns(Lists lists, Pairs pairs) {
        Numbers numbers = new Numbers(lists);
        long numbered = numbers.own.stream().filter(c -> !c.isEmpty()).count();
        if (numbered <= FEWEST * lists.size()) {
            return List.of();
        }
        byte[] level = new byte[pairs.size()];
        float[] similarity = new float[pairs.size()];
        for (int p = 0; p < level.length; p++) {
            level[p] = (byte) numbers.level(pairs.left(p), pairs.right(p));
            similarity[p] = level[p] < 0 ? Float.NaN : (float) level[p] / EQUAL;
        }
        return List.of(new Column("numbers", EQUAL + 1, level, List.of(new Column.Similarity("numbers", similarity))));
    }

    private int level(int a, int b) {
        Set<String> left = own.get(a);
        Set<String> right = own.get(b);
        if (left.isEmpty() && right.isEmpty()) {
            return Column.MISSING;
        }
        if (left.equals(right)) {
            return EQUAL;
        }
        if (left.isEmpty() || right.isEmpty()) {
            boolean told =
                    left.isEmpty() ? all.get(a).containsAll(right) : all.get(b).containsAll(left);
            return told ? TOLD_ELSEWHERE : ONE_SIDE;
        }
        if (left.containsAll(right) || right.containsAll(left)) {
            return CONTAINED;
        }
        return left.stream().anyMatch(right::contains) ? SOME : DIFFERENT;
    }
}
