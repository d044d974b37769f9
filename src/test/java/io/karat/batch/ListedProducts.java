package io.karat.batch;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.RecordData;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Products of a few columns, in the order in which they are told, as comparisons of lists see them. */
final class ListedProducts {

    private final EntityType type;
    private final List<Features> records = new ArrayList<>();

    /** @param types by name of the attribute */
    ListedProducts(Map<String, AttributeType> types) {
        List<Attribute> attributes = types.keySet().stream()
                .sorted()
                .map(name -> new Attribute(name, name, types.get(name), false, false, false, false))
                .toList();
        this.type = new EntityType(
                "product",
                "Product",
                "Products",
                "{name}",
                attributes,
                Matching.defaults(),
                new Survivorship(new SurvivorshipRule.MostRecent(), Map.of(), List.of(), List.of()),
                List.of(),
                "test");
    }

    static ListedProducts named() {
        return new ListedProducts(Map.of("name", AttributeType.TEXT));
    }

    /** The number of the product. */
    int add(Map<String, String> values) {
        records.add(new Standardiser(type).standardise(RecordData.of(values)).features());
        return records.size() - 1;
    }

    int add(String name) {
        return add(Map.of("name", name));
    }

    EntityType type() {
        return type;
    }

    List<Features> records() {
        return records;
    }

    /** Of those that make two records a pair by themselves. */
    boolean shareStrongAtom(int a, int b) {
        return strong(records.get(a)).anyMatch(atom -> strong(records.get(b)).anyMatch(other -> other == atom));
    }

    private static LongStream strong(Features of) {
        return IntStream.range(0, of.atoms().length).filter(of::strong).mapToLong(i -> of.atoms()[i]);
    }

    /** All of one source, in the order told. */
    Lists lists() {
        int size = records.size();
        return new Lists(type, records, new int[size], IntStream.range(0, size).toArray(), 1);
    }

    static Pairs pair(int a, int b) {
        Pairs.Builder pairs = new Pairs.Builder();
        pairs.pair(Math.min(a, b), Math.max(a, b));
        return pairs.build();
    }
}
