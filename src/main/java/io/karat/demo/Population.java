package io.karat.demo;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** People as they really are, household by household. */
final class Population {

    /** @param before what a person was called, or where they lived, until some time ago */
    record Person(
            int truth,
            NameTables.Given given,
            String middle,
            String family,
            LocalDate born,
            Contact contact,
            String taxId,
            Optional<Before> before) {}

    record Contact(Address address, Phone phone, String email, String secondEmail) {}

    record Before(String family, Address address) {}

    private final NameTables tables;
    private final Random random;
    private int count;

    Population(NameTables tables, Random random) {
        this.tables = tables;
        this.random = random;
    }

    /** One to four people; they share the address, mostly the name, and sometimes more than that. */
    List<Person> household() {
        Address address = Address.draw(tables, random);
        Phone landline = Phone.draw(address.city().country(), random);
        String family = NameTables.pick(tables.family(), random);
        List<Person> members = new ArrayList<>();
        LocalDate parentBorn = date(1940, 1985);
        Person first = person(family, given(), parentBorn, address, landline);
        members.add(first);
        if (random.nextInt(100) < 45) {
            boolean ownName = random.nextInt(100) < 25;
            String name = ownName ? NameTables.pick(tables.family(), random) : family;
            members.add(person(name, given(), parentBorn.plusDays(random.nextInt(3000) - 1500), address, landline));
        }
        if (random.nextInt(100) < 14) {
            LocalDate childBorn = parentBorn.plusDays(8000 + random.nextInt(4000));
            // A son or daughter of the same name is the hardest of neighbours; twins come next.
            boolean junior = random.nextInt(100) < 20;
            members.add(person(family, junior ? first.given() : given(), childBorn, address, landline));
            if (random.nextInt(100) < 20) {
                members.add(person(family, given(), childBorn, address, landline));
            }
        }
        return members;
    }

    private Person person(String family, NameTables.Given given, LocalDate born, Address address, Phone landline) {
        Phone phone =
                random.nextInt(100) < 25 ? landline : Phone.draw(address.city().country(), random);
        String middle = random.nextInt(100) < 45 ? given().name() : "";
        String email = email(given.name(), family, random.nextInt(100));
        String second = email(given.name().substring(0, 1), family, 100 + random.nextInt(900));
        return new Person(
                count++,
                given,
                middle,
                family,
                born,
                new Contact(address, phone, email, second),
                taxId(),
                before(given, address));
    }

    private Optional<Before> before(NameTables.Given given, Address address) {
        int chance = random.nextInt(100);
        if (chance < 14) {
            return Optional.of(new Before("", Address.draw(tables, random)));
        }
        if (chance < 18 && given.sex().equals("f")) {
            return Optional.of(new Before(NameTables.pick(tables.family(), random), address));
        }
        return Optional.empty();
    }

    private NameTables.Given given() {
        return NameTables.pick(tables.given(), random);
    }

    private String taxId() {
        return String.format(Locale.ROOT, "%09d", 100_000_000 + random.nextInt(899_999_999));
    }

    private LocalDate date(int from, int to) {
        return LocalDate.ofYearDay(from + random.nextInt(to - from), 1 + random.nextInt(365));
    }

    private static String email(String given, String family, int number) {
        String host = "mail" + number % 7 + ".example";
        return ascii(given) + "." + ascii(family) + (number % 3 == 0 ? Integer.toString(number) : "") + "@" + host;
    }

    /** Lower-case letters only, as people choose them for an address. */
    static String ascii(String name) {
        String plain = name.replace("ß", "ss")
                .replace("ł", "l")
                .replace("Ł", "L")
                .replace("ø", "o")
                .replace("ı", "i");
        return Normalizer.normalize(plain, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
