package io.karat.index;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.RecordData;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random people with few names and places, so that many share keys. */
final class People {

    private static final Standardiser STANDARDISER = new Standardiser(type());

    private People() {}

    private static EntityType type() {
        List<Attribute> attributes = List.of(
                attribute("given_name", AttributeType.GIVEN_NAME),
                attribute("family_name", AttributeType.FAMILY_NAME),
                attribute("birth_date", AttributeType.DATE),
                attribute("city", AttributeType.CITY),
                attribute("email", AttributeType.EMAIL));
        Survivorship survivorship = new Survivorship(new SurvivorshipRule.MostRecent(), Map.of(), List.of(), List.of());
        return new EntityType("person", "", "", "", attributes, Matching.defaults(), survivorship, List.of(), "1");
    }

    private static Attribute attribute(String name, AttributeType type) {
        return new Attribute(name, name, type, false, false, false, type.shareable());
    }

    /** @param variety number of different names, the smaller the more people share keys */
    static Features person(SplittableRandom random, int variety) {
        Map<String, String> values = new TreeMap<>();
        values.put("given_name", word(random, variety));
        values.put("family_name", word(random, variety));
        if (random.nextInt(4) > 0) {
            values.put(
                    "birth_date",
                    "19%02d-%02d-%02d".formatted(random.nextInt(40, 99), random.nextInt(1, 13), random.nextInt(1, 29)));
        }
        values.put("city", word(random, Math.max(2, variety / 4)));
        if (random.nextInt(3) == 0) {
            values.put("email", word(random, variety) + random.nextInt(variety) + "@mail.org");
        }
        return STANDARDISER.standardise(RecordData.of(values)).features();
    }

    static Features person(Map<String, String> values) {
        return STANDARDISER.standardise(RecordData.of(values)).features();
    }

    static Features person(String given, String email) {
        return STANDARDISER
                .standardise(RecordData.of(Map.of("given_name", given, "email", email)))
                .features();
    }

    static Features person(String given, String family, String city) {
        return STANDARDISER
                .standardise(RecordData.of(Map.of("given_name", given, "family_name", family, "city", city)))
                .features();
    }

    private static String word(SplittableRandom random, int variety) {
        SplittableRandom letters = new SplittableRandom(random.nextInt(variety));
        StringBuilder word = new StringBuilder();
        for (int i = letters.nextInt(4, 9); i > 0; i--) {
            word.append((char) ('a' + letters.nextInt(26)));
        }
        return word.toString();
    }
}
