package io.karat.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** How each source writes a person down. */
final class PersonSources {

    private static final Instant BEGINNING = Instant.parse("2023-01-01T08:00:00Z");
    private static final int DAYS = 900;

    private final Random random;
    private final Dirt dirt;
    private int number;

    PersonSources(Random random) {
        this.random = random;
        this.dirt = new Dirt(random);
    }

    /** At least one record, at most two of any source. */
    List<SampleRecord> recordsOf(Population.Person person) {
        List<SampleRecord> records = new ArrayList<>();
        while (records.isEmpty()) {
            for (String source : SampleSources.NAMES) {
                int copies = dirt.happens(62) ? (dirt.happens(6) ? 2 : 1) : 0;
                for (int i = 0; i < copies; i++) {
                    records.add(record(source, person));
                }
            }
        }
        return records;
    }

    private SampleRecord record(String source, Population.Person person) {
        int day = random.nextInt(DAYS);
        // What the source knows may be of the time before a move or a marriage.
        boolean old = day < DAYS / 2 && person.before().isPresent();
        Population.Before before = old ? person.before().orElseThrow() : null;
        Address address = before == null ? person.contact().address() : before.address();
        String family = before == null || before.family().isEmpty() ? person.family() : before.family();
        Map<String, String> data = new LinkedHashMap<>();
        switch (source) {
            case "crm" -> crm(data, person, family, address);
            case "billing" -> billing(data, person, family, address);
            default -> shop(data, person, family, address);
        }
        spoil(data);
        data.values().removeIf(String::isEmpty);
        Instant seen = BEGINNING.plus(day, ChronoUnit.DAYS).plusSeconds(random.nextInt(36_000));
        return new SampleRecord("person", source, key(source), seen, data, person.truth());
    }

    private void crm(Map<String, String> data, Population.Person person, String family, Address address) {
        data.put("given_name", dirt.typo(person.given().name(), 3));
        data.put("middle_name", person.middle());
        data.put("family_name", dirt.typo(family, 3));
        data.put("sex", person.given().sex());
        data.put("birth_date", dirt.happens(90) ? person.born().toString() : "");
        data.put("email", dirt.happens(88) ? person.contact().email() : "");
        data.put("phone", dirt.happens(85) ? person.contact().phone().international() : "");
        data.putAll(address.attributes());
        data.put("tax_id", dirt.happens(35) ? person.taxId() : "");
    }

    private void billing(Map<String, String> data, Population.Person person, String family, Address address) {
        data.put("given_name", dirt.typo(person.given().name(), 4).toUpperCase(Locale.ROOT));
        data.put("middle_name", person.middle().isEmpty() ? "" : person.middle().substring(0, 1));
        data.put("family_name", dirt.typo(expanded(family), 4).toUpperCase(Locale.ROOT));
        data.put(
                "birth_date",
                dirt.happens(75) ? local(person.born(), address.city().country()) : "");
        data.put("email", dirt.happens(45) ? person.contact().email() : "");
        data.put("phone", dirt.happens(60) ? person.contact().phone().national() : "");
        data.putAll(address.attributes());
        data.put("street", dirt.typo(address.street(), 6).toUpperCase(Locale.ROOT));
        data.put("tax_id", dirt.happens(82) ? dirt.typo(person.taxId(), 2) : "");
    }

    private void shop(Map<String, String> data, Population.Person person, String family, Address address) {
        List<String> nicknames = person.given().nicknames();
        String given = !nicknames.isEmpty() && dirt.happens(35)
                ? NameTables.pick(nicknames, random)
                : person.given().name();
        data.put("given_name", dirt.typo(given, 8).toLowerCase(Locale.ROOT));
        data.put("family_name", dirt.typo(family, 8).toLowerCase(Locale.ROOT));
        data.put("birth_date", dirt.happens(35) ? person.born().toString() : "");
        data.put(
                "email",
                dirt.happens(70) ? person.contact().email() : person.contact().secondEmail());
        data.put("phone", dirt.happens(70) ? person.contact().phone().plain() : "");
        if (dirt.happens(80)) {
            data.putAll(address.attributes());
            data.put("street", dirt.typo(address.street(), 8));
            data.put("state", "");
        }
    }

    /** Swapped names, and the values that systems invent where nothing is known. */
    private void spoil(Map<String, String> data) {
        if (dirt.happens(2)) {
            String given = data.getOrDefault("given_name", "");
            data.put("given_name", data.getOrDefault("family_name", ""));
            data.put("family_name", given);
        }
        if (dirt.happens(3)) {
            data.put("birth_date", dirt.oneOf("01/01/1900", "1900-01-01", "31.02.1980"));
        }
        if (dirt.happens(3)) {
            data.put("email", dirt.oneOf("test@test.com", "noreply@mail1.example", "N/A"));
        }
        if (dirt.happens(3)) {
            data.put("phone", dirt.oneOf("000000", "n/a", "unknown"));
        }
        if (dirt.happens(1)) {
            data.put("tax_id", "999999999");
        }
    }

    private String key(String source) {
        number++;
        return switch (source) {
            case "crm" -> String.format(Locale.ROOT, "C-%05d", number);
            case "billing" -> Integer.toString(700_000 + number);
            default -> "u" + (10_000 + number);
        };
    }

    /** Systems of an older time know no umlauts. */
    private static String expanded(String family) {
        return family.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replace("Ö", "Oe");
    }

    private static String local(LocalDate date, String country) {
        String pattern = switch (country) {
            case "US" -> "MM/dd/yyyy";
            case "DE", "PL" -> "dd.MM.yyyy";
            default -> "dd/MM/yyyy";
        };
        return date.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }
}
