package io.karat.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** People as they really are, household after household, without end. */
final class Crowd {

    record Home(String number, String street, CrowdNames.Town town, String postcode, String phone) {}

    /** @param earlier what was true of a person until some time ago; null where nothing changed */
    record Person(
            int number,
            boolean woman,
            NameTables.Given given,
            String middle,
            String family,
            LocalDate born,
            Contact contact,
            String taxId,
            @Nullable Earlier earlier) {}

    record Contact(Home home, String phone, String email) {}

    record Earlier(String family, Home home) {}

    private static final List<String> HOSTS =
            List.of("mail.example", "post.example", "inbox.example", "letters.example", "home.example");

    private final CrowdNames names;
    private final Random random;
    private int count;

    Crowd(CrowdNames names, Random random) {
        this.names = names;
        this.random = random;
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One to six people at one address; sons may have their father's name, and children may be twins. */
    List<Person> household() {
        Home home = home();
        String family = names.family(random);
        String shared =
                happens(12) ? "the." + Population.ascii(family) + "s" + random.nextInt(1000) + "@" + host() : "";
        List<Person> members = new ArrayList<>();
        LocalDate born = date(1935, 55);
        boolean woman = happens(45);
        Person head = person(new Being(woman, names.given(woman, random), family, born), home, shared);
        members.add(head);
        boolean couple = happens(60);
        if (couple) {
            String name = happens(80) ? family : names.family(random);
            LocalDate near = born.plusDays(random.nextInt(4000) - 2000);
            members.add(person(new Being(!woman, names.given(!woman, random), name, near), home, shared));
        }
        if (happens(couple ? 45 : 15)) {
            children(head, home, shared, members);
        }
        return members;
    }

    private void children(Person head, Home home, String shared, List<Person> members) {
        LocalDate born = head.born().plusDays(7500 + random.nextInt(4500));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            boolean namesake = !head.woman() && happens(8);
            boolean girl = !namesake && happens(50);
            NameTables.Given given = namesake ? head.given() : names.given(girl, random);
            members.add(person(new Being(girl, given, head.family(), born), home, shared));
            // A twin is as old to the day.
            born = happens(4) ? born : born.plusDays(350 + random.nextInt(1500));
        }
    }

    private record Being(boolean woman, NameTables.Given given, String family, LocalDate born) {}

    private Person person(Being being, Home home, String shared) {
        String phone = happens(65) ? phone() : home.phone();
        String email = !shared.isEmpty() && happens(60) ? shared : email(being);
        String middle = happens(80) ? names.given(being.woman(), random).name() : "";
        return new Person(
                count++,
                being.woman(),
                being.given(),
                middle,
                being.family(),
                being.born(),
                new Contact(home, phone, email),
                digits(100_000_000, 899_000_000),
                earlier(being, home));
    }

    private @Nullable Earlier earlier(Being being, Home home) {
        int chance = random.nextInt(100);
        if (chance < 13) {
            return new Earlier(being.family(), home());
        }
        return chance < 17 && being.woman() ? new Earlier(names.family(random), home) : null;
    }

    private Home home() {
        CrowdNames.Town town = names.town(random);
        String number = Integer.toString(1 + (int) (2000 * Math.pow(random.nextDouble(), 3)));
        String postcode = town.postcodes() + String.format(Locale.ROOT, "%02d", random.nextInt(20));
        return new Home(number, names.street(random), town, postcode, phone());
    }

    private String phone() {
        return digits(201, 780) + digits(200, 800) + String.format(Locale.ROOT, "%04d", random.nextInt(10_000));
    }

    private String digits(int from, int count) {
        return Integer.toString(from + random.nextInt(count));
    }

    private LocalDate date(int year, int years) {
        return LocalDate.ofYearDay(year + random.nextInt(years), 1 + random.nextInt(365));
    }

    private String host() {
        return NameTables.pick(HOSTS, random);
    }

    private String email(Being being) {
        String given = Population.ascii(being.given().name());
        String family = Population.ascii(being.family());
        String local = switch (random.nextInt(4)) {
            case 0 -> given + "." + family;
            case 1 -> given.charAt(0) + family + random.nextInt(100);
            case 2 -> given + random.nextInt(1000);
            default -> given + family + being.born().getYear() % 100;
        };
        return local + "@" + host();
    }
}
