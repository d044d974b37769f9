package io.karat.demo;

import java.util.List;
import java.util.Random;

/** A telephone number of a country, in the ways in which people write it. */
record Phone(String prefix, String trunk, String area, String subscriber) {

    static Phone draw(String country, Random random) {
        return switch (country) {
            case "GB" -> new Phone("+44", "0", "7" + digits(3, random), digits(6, random));
            case "DE" -> new Phone("+49", "0", "15" + (1 + random.nextInt(2)), digits(8, random));
            case "FR" -> new Phone("+33", "0", "6", digits(8, random));
            case "ES" -> new Phone("+34", "", "6" + digits(2, random), digits(6, random));
            case "IT" -> new Phone("+39", "", "3" + (2 + random.nextInt(6)) + random.nextInt(10), digits(7, random));
            case "PL" -> new Phone("+48", "", "5" + digits(2, random), digits(6, random));
            default -> new Phone("+1", "", areaOfAmerica(random), (2 + random.nextInt(8)) + digits(6, random));
        };
    }

    String international() {
        return prefix + " " + area + " " + subscriber;
    }

    String national() {
        return trunk + area + " " + subscriber.substring(0, 3) + "-" + subscriber.substring(3);
    }

    String plain() {
        return prefix + area + subscriber;
    }

    private static String areaOfAmerica(Random random) {
        return NameTables.pick(List.of("312", "512", "206", "303", "503", "617", "404", "614", "602"), random);
    }

    private static String digits(int count, Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
