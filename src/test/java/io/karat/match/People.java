package io.karat.match;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Entity types and records for tests of this package. */
final class People {
    private People() {}

    static final EntityType PERSON = type(
            "person",
            "given_name:given-name",
            "middle_name:given-name",
            "family_name:family-name",
            "sex:category",
            "birth_date:date",
            "house_number:house-number",
            "street:street",
            "city:city",
            "state:category",
            "postcode:postcode",
            "phone:phone",
            "email:email",
            "tax_id:identifier:exclusive");

    /** @param attributes {@code name:type-code[:exclusive]} */
    static EntityType type(String name, String... attributes) {
        List<Attribute> list = new ArrayList<>();
        for (String attribute : attributes) {
            String[] parts = attribute.split(":");
            AttributeType type = AttributeType.byCode(parts[1]).orElseThrow();
            list.add(new Attribute(parts[0], parts[0], type, false, false, parts.length > 2, type.shareable()));
        }
        Survivorship survivorship = new Survivorship(new SurvivorshipRule.MostRecent(), Map.of(), List.of(), List.of());
        return new EntityType(name, name, name, "", list, Matching.defaults(), survivorship, List.of(), "1");
    }

    /** Values in the order of the type's attributes; several values are parted by {@code |}, none is "". */
    static Values record(String... values) {
        String[][] split = new String[values.length][];
        for (int i = 0; i < values.length; i++) {
            split[i] = values[i].isEmpty() ? new String[0] : values[i].split("\\|");
        }
        return attribute -> split[attribute];
    }

    static Values with(EntityType type, Values of, String attribute, String value) {
        String[] replaced = value.isEmpty() ? new String[0] : value.split("\\|");
        int at = type.indexOf(attribute);
        return i -> i == at ? replaced : of.values(i);
    }
}
