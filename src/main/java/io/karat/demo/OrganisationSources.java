package io.karat.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Organisations, and how each source writes them down. */
final class OrganisationSources {

    private static final Instant BEGINNING = Instant.parse("2023-01-01T08:00:00Z");
    private static final int DAYS = 900;

    private record Organisation(
            int truth,
            String name,
            List<String> forms,
            Address address,
            Phone phone,
            String domain,
            String registered) {}

    private final NameTables tables;
    private final Random random;
    private final Dirt dirt;
    private final Set<String> taken = new HashSet<>();
    private int count;
    private int number;

    OrganisationSources(NameTables tables, Random random) {
        this.tables = tables;
        this.random = random;
        this.dirt = new Dirt(random);
    }

    List<SampleRecord> nextOrganisation() {
        Organisation organisation = draw();
        List<SampleRecord> records = new ArrayList<>();
        while (records.isEmpty()) {
            for (String source : SampleSources.NAMES) {
                int copies = dirt.happens(75) ? (dirt.happens(8) ? 2 : 1) : 0;
                for (int i = 0; i < copies; i++) {
                    records.add(record(source, organisation));
                }
            }
        }
        return records;
    }

    private Organisation draw() {
        Address address = Address.draw(tables, random);
        String country = address.city().country();
        String name = name();
        while (!taken.add(name)) {
            name = name();
        }
        List<String> forms = NameTables.pick(tables.legalForms().getOrDefault(country, List.of(List.of(""))), random);
        String domain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + ".example";
        String registered = country + String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
        return new Organisation(count++, name, forms, address, Phone.draw(country, random), domain, registered);
    }

    private String name() {
        String sector = NameTables.pick(tables.words().sectors(), random);
        return switch (random.nextInt(4)) {
            case 0 ->
                NameTables.pick(tables.family(), random) + " & " + NameTables.pick(tables.family(), random) + " "
                        + sector;
            case 1 -> NameTables.pick(tables.family(), random) + " " + sector;
            default -> NameTables.pick(tables.words().inventions(), random) + " " + sector;
        };
    }

    private SampleRecord record(String source, Organisation organisation) {
        Map<String, String> data = new LinkedHashMap<>();
        String form = NameTables.pick(organisation.forms(), random);
        String full = organisation.name() + " " + form;
        switch (source) {
            case "crm" -> {
                data.put("name", dirt.typo(full, 4));
                data.put("website", dirt.happens(80) ? "https://www." + organisation.domain() + "/" : "");
                data.put("email", dirt.happens(75) ? "info@" + organisation.domain() : "");
                data.put("phone", dirt.happens(80) ? organisation.phone().international() : "");
                data.put("registration_id", dirt.happens(40) ? organisation.registered() : "");
                data.putAll(organisation.address().attributes());
            }
            case "billing" -> {
                data.put("name", dirt.typo(full, 4).toUpperCase(Locale.ROOT));
                data.put("registration_id", dirt.happens(85) ? dirt.typo(organisation.registered(), 2) : "");
                data.put("phone", dirt.happens(50) ? organisation.phone().national() : "");
                data.putAll(organisation.address().attributes());
            }
            default -> {
                String said = dirt.happens(60) ? organisation.name() : full;
                data.put("name", dirt.typo(said.replace(" & ", " and "), 7));
                data.put(
                        "email",
                        dirt.happens(80) ? dirt.oneOf("office", "info", "orders") + "@" + organisation.domain() : "");
                data.put("phone", dirt.happens(60) ? organisation.phone().plain() : "");
                if (dirt.happens(75)) {
                    data.putAll(organisation.address().attributes());
                    data.put("street", dirt.typo(organisation.address().street(), 8));
                }
            }
        }
        if (dirt.happens(3)) {
            data.put("registration_id", dirt.oneOf("N/A", "pending", "00000000"));
        }
        data.values().removeIf(String::isEmpty);
        Instant seen = BEGINNING.plus(random.nextInt(DAYS), ChronoUnit.DAYS).plusSeconds(random.nextInt(36_000));
        return new SampleRecord("organisation", source, key(source), seen, data, organisation.truth());
    }

    private String key(String source) {
        number++;
        return switch (source) {
            case "crm" -> String.format(Locale.ROOT, "O-%05d", number);
            case "billing" -> Integer.toString(800_000 + number);
            default -> "b" + (10_000 + number);
        };
    }
}
