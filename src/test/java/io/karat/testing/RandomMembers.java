package io.karat.testing;

import io.karat.golden.Contribution;
import io.karat.golden.Contribution.Datum;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Random members of a golden record: few distinct values, sources and times, so that ties abound. */
public final class RandomMembers {
    private RandomMembers() {}

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final String[] SOURCES = {"crm", "shop", "billing"};
    private static final String[] VALUES = {"Ann", "ANN", "Anna", "Bob", "bob", "Li", "n/a", "x"};

    public static List<Contribution> of(EntityType type, SplittableRandom random, int count) {
        List<Contribution> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, List<Datum>> values = new HashMap<>();
            for (Attribute attribute : type.attributes()) {
                List<Datum> data = random.ints(random.nextInt(3), 0, VALUES.length)
                        .distinct()
                        .mapToObj(v -> datum(VALUES[v]))
                        .toList();
                if (!data.isEmpty()) {
                    values.put(attribute.name(), data);
                }
            }
            members.add(new Contribution(
                    new RecordKey(SOURCES[random.nextInt(SOURCES.length)], "k" + i),
                    i,
                    random.nextInt(4) == 0 ? null : START.plusSeconds(random.nextInt(3)),
                    Integer.toHexString(random.nextInt(3)),
                    values));
        }
        return members;
    }

    /** Short values and placeholders are no evidence; case says nothing. */
    public static Datum datum(String raw) {
        String comparable = raw.toLowerCase(Locale.ROOT);
        return new Datum(raw, comparable.equals("n/a") || comparable.length() < 2 ? "" : comparable);
    }
}
