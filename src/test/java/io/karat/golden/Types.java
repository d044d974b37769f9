package io.karat.golden;

import io.karat.golden.Contribution.Datum;
import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.RecordKey;
import io.karat.model.Survivorship;
import io.karat.model.Survivorship.Group;
import io.karat.model.SurvivorshipRule;
import io.karat.testing.RandomMembers;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entity type with a name, another attribute, many mails and an address; and its members, written in short. */
final class Types {
    private Types() {}

    private static final List<String> ADDRESS = List.of("street", "city", "zip");

    /** The rule for all attributes outside the address. */
    static EntityType type(SurvivorshipRule rule) {
        return type(rule, new SurvivorshipRule.MostRecent());
    }

    static EntityType type(SurvivorshipRule rule, SurvivorshipRule address) {
        return titled("{name}", rule, address);
    }

    static EntityType titled(String title, SurvivorshipRule rule, SurvivorshipRule address) {
        List<Attribute> attributes = List.of("name", "other", "mail", "street", "city", "zip").stream()
                .map(name -> new Attribute(name, name, AttributeType.TEXT, false, name.equals("mail"), false, false))
                .toList();
        return new EntityType(
                "thing",
                "Thing",
                "Things",
                title,
                attributes,
                Matching.defaults(),
                new Survivorship(
                        rule, Map.of(), List.of(new Group("address", ADDRESS, address)), List.of("a", "b", "crm")),
                List.of(),
                "1");
    }

    /**
     * @param record source (one letter) and number, and where observed the time in seconds: {@code a1@7}
     * @param data {@code name=Ann mail=a@x|b@x}
     */
    static Contribution member(String record, String data) {
        String[] when = record.split("@");
        Map<String, List<Datum>> values = new LinkedHashMap<>();
        for (String part : data.split(" ")) {
            String[] pair = part.split("=");
            values.put(
                    pair[0],
                    Arrays.stream(pair[1].split("\\|"))
                            .map(RandomMembers::datum)
                            .toList());
        }
        @Nullable Instant observed = when.length == 1 ? null : Instant.ofEpochSecond(Long.parseLong(when[1]));
        int ordinal = when[0].hashCode();
        return new Contribution(
                new RecordKey(when[0].substring(0, 1), when[0].substring(1)), ordinal, observed, "00", values);
    }

    static Map<String, List<String>> values(GoldenValues golden) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        golden.values().forEach((attribute, value) -> values.put(attribute, value.values()));
        return values;
    }
}
