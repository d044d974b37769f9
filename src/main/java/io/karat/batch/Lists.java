package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The records in an order of their own, so that nothing that is computed from them depends on the order in which they
 * came: by source, then by fingerprint. Sources are numbered from the smallest.
 *
 * @param original the place in the input of each record
 */
record Lists(EntityType type, List<Features> records, int[] source, int[] original, int sources) {

    private record Source(long size, long content, int first, int number) {}

    static Lists of(EntityType type, List<Features> records, int[] source) {
        Int2IntMap numbers = numbers(records, source);
        Integer[] order = IntStream.range(0, records.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.comparingInt((Integer i) -> numbers.get(source[i]))
                        .thenComparingLong(i -> records.get(i).fingerprint())
                        .thenComparingInt(i -> i));
        List<Features> ordered = new ArrayList<>(order.length);
        int[] sourceOf = new int[order.length];
        int[] original = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered.add(records.get(order[i]));
            sourceOf[i] = numbers.get(source[order[i]]);
            original[i] = order[i];
        }
        return new Lists(type, ordered, sourceOf, original, numbers.size());
    }

    private static Int2IntMap numbers(List<Features> records, int[] source) {
        Map<Integer, Source> sources = new HashMap<>();
        for (int i = 0; i < source.length; i++) {
            Source one = new Source(1, records.get(i).fingerprint(), i, source[i]);
            sources.merge(
                    source[i], one, (a, b) -> new Source(a.size + b.size, a.content + b.content, a.first, a.number));
        }
        List<Source> sorted = new ArrayList<>(sources.values());
        sorted.sort(Comparator.comparingLong(Source::size)
                .thenComparingLong(Source::content)
                .thenComparingInt(Source::first));
        Int2IntMap numbers = new Int2IntOpenHashMap();
        sorted.forEach(s -> numbers.put(s.number, numbers.size()));
        return numbers;
    }

    /** Decisions about the records as they came, by the numbers they have here. */
    Constraints inOrder(Constraints came) {
        int[] place = new int[original.length];
        for (int i = 0; i < original.length; i++) {
            place[original[i]] = i;
        }
        return new Constraints(
                came.same().stream().map(set -> places(set, place)).toList(),
                came.different().stream()
                        .map(d -> new Constraints.Different(places(d.left(), place), places(d.right(), place)))
                        .toList());
    }

    private static int[] places(int[] set, int[] place) {
        return Arrays.stream(set).map(record -> place[record]).sorted().toArray();
    }

    int size() {
        return records.size();
    }
}
