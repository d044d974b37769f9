package io.karat.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A place as it really is. */
record Address(String number, String street, NameTables.City city, String postcode) {

    static Address draw(NameTables tables, Random random) {
        return drawIn(NameTables.pick(tables.cities(), random), tables, random);
    }

    static Address drawIn(NameTables.City city, NameTables tables, Random random) {
        String number = Integer.toString(1 + random.nextInt(180)) + (random.nextInt(9) == 0 ? "a" : "");
        String street = NameTables.pick(tables.streets().getOrDefault(city.country(), tables.family()), random);
        return new Address(number, street, city, postcode(city.postcodes(), random));
    }

    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("house_number", number);
        attributes.put("street", street);
        attributes.put("city", city.name());
        attributes.put("state", city.state());
        attributes.put("postcode", postcode);
        attributes.put("country", city.country());
        return attributes;
    }

    private static String postcode(String pattern, Random random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '#' -> code.append(random.nextInt(10));
                case '?' -> code.append("ABDEFGHJLNPQRSTUWXYZ".charAt(random.nextInt(20)));
                default -> code.append(c);
            }
        }
        return code.toString();
    }
}
