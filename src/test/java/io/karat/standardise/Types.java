package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Entity types for tests of this package. */
final class Types {
    private Types() {}

    static final EntityType PERSON = type(
            "given_name:given-name",
            "middle_name:given-name",
            "family_name:family-name",
            "sex:category",
            "birth_date:date",
            "house_number:house-number",
            "street:street",
            "city:city",
            "postcode:postcode",
            "country:country",
            "phone:phone",
            "email:email",
            "tax_id:identifier");

    /** One attribute of each type, named by its code. */
    static final EntityType EVERYTHING = type(List.of(AttributeType.values()).stream()
            .map(t -> t.code() + ":" + t.code())
            .toArray(String[]::new));

    /** @param attributes {@code name:type-code} */
    static EntityType type(String... attributes) {
        List<Attribute> list = new ArrayList<>();
        for (String attribute : attributes) {
            String[] parts = attribute.split(":");
            AttributeType type = AttributeType.byCode(parts[1]).orElseThrow();
            list.add(new Attribute(parts[0], parts[0], type, false, true, false, type.shareable()));
        }
        Survivorship survivorship = new Survivorship(new SurvivorshipRule.MostRecent(), Map.of(), List.of(), List.of());
        return new EntityType("t", "t", "t", "", list, Matching.defaults(), survivorship, List.of(), "1");
    }
}
