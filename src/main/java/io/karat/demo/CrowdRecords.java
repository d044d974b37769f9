package io.karat.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** How the people of a crowd are written down: each record with its own gaps, slips, habits and inventions. */
final class CrowdRecords {

    /** The columns, named as the attributes of the shipped model of a person. */
    static final List<String> COLUMNS = List.of(
            "given_name",
            "middle_name",
            "family_name",
            "sex",
            "birth_date",
            "house_number",
            "street",
            "city",
            "state",
            "postcode",
            "country",
            "phone",
            "email",
            "tax_id");

    private static final int GIVEN = 0;
    private static final int MIDDLE = 1;
    private static final int FAMILY = 2;
    private static final int SEX = 3;
    private static final int BORN = 4;
    private static final int NUMBER = 5;
    private static final int STREET = 6;
    private static final int CITY = 7;
    private static final int STATE = 8;
    private static final int POSTCODE = 9;
    private static final int COUNTRY = 10;
    private static final int PHONE = 11;
    private static final int EMAIL = 12;
    private static final int TAX_ID = 13;

    private static final DateTimeFormatter SWAPPED = DateTimeFormatter.ofPattern("yyyy-dd-MM", Locale.ROOT);

    private final Random random;
    private final Dirt dirt;

    CrowdRecords(Random random) {
        this.random = random;
        this.dirt = new Dirt(random);
    }

    /** How many records speak of a person: mostly one, at most five. */
    int copies() {
        int chance = random.nextInt(100);
        return chance < 52 ? 1 : chance < 78 ? 2 : chance < 91 ? 3 : chance < 97 ? 4 : 5;
    }

    /** One value for each column; empty where nothing is known. */
    String[] record(Crowd.Person person) {
        String[] row = new String[COLUMNS.size()];
        Crowd.Earlier earlier = person.earlier();
        boolean old = earlier != null && dirt.happens(45);
        Crowd.Home home =
                old && earlier != null ? earlier.home() : person.contact().home();
        String family = old && earlier != null ? earlier.family() : person.family();
        row[GIVEN] = given(person);
        row[MIDDLE] = dirt.happens(35) ? "" : dirt.happens(45) ? initial(person.middle()) : person.middle();
        row[FAMILY] = dirt.typo(family, 6);
        row[SEX] = dirt.happens(4) ? "" : person.woman() == !dirt.happens(1) ? "f" : "m";
        row[BORN] = dirt.happens(9) ? "" : born(person.born());
        address(row, home);
        row[PHONE] = dirt.happens(26) ? "" : phone(person.contact().phone());
        row[EMAIL] = dirt.happens(40) ? "" : dirt.typo(person.contact().email(), 4);
        row[TAX_ID] = dirt.happens(52) ? "" : dirt.typo(person.taxId(), 3);
        spoil(row);
        if (dirt.happens(15)) {
            for (int column : new int[] {GIVEN, MIDDLE, FAMILY, STREET, CITY}) {
                row[column] = row[column].toUpperCase(Locale.ROOT);
            }
        }
        return row;
    }

    private String given(Crowd.Person person) {
        List<String> nicknames = person.given().nicknames();
        if (dirt.happens(2)) {
            return initial(person.given().name());
        }
        return !nicknames.isEmpty() && dirt.happens(14)
                ? NameTables.pick(nicknames, random)
                : dirt.typo(person.given().name(), 6);
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : name.substring(0, 1);
    }

    private String born(LocalDate date) {
        if (dirt.happens(2) && date.getDayOfMonth() <= 12) {
            return date.format(SWAPPED);
        }
        if (dirt.happens(3)) {
            return date.withDayOfMonth(1 + random.nextInt(28)).toString();
        }
        return dirt.happens(2) ? date.plusYears(random.nextInt(3) - 1).toString() : date.toString();
    }

    private void address(String[] row, Crowd.Home home) {
        boolean known = !dirt.happens(4);
        row[NUMBER] = known ? home.number() : "";
        row[STREET] = known ? dirt.typo(dirt.happens(20) ? abbreviated(home.street()) : home.street(), 5) : "";
        row[CITY] = known ? dirt.typo(home.town().name(), 3) : "";
        row[STATE] = known ? home.town().state() : "";
        row[COUNTRY] = known ? dirt.oneOf("US", "US", "USA") : "";
        row[POSTCODE] = known && !dirt.happens(2) ? dirt.typo(home.postcode(), 3) : "";
    }

    private static String abbreviated(String street) {
        return street.replace(" Street", " St")
                .replace(" Road", " Rd")
                .replace(" Avenue", " Ave")
                .replace(" Drive", " Dr")
                .replace(" Lane", " Ln");
    }

    private String phone(String digits) {
        String said = dirt.typo(digits, 3);
        return said.length() == 10 && dirt.happens(40)
                ? said.substring(0, 3) + "-" + said.substring(3, 6) + "-" + said.substring(6)
                : said;
    }

    /** Swapped names, and the values that systems invent where nothing is known. */
    private void spoil(String[] row) {
        if (dirt.happens(2)) {
            String given = row[GIVEN];
            row[GIVEN] = row[FAMILY];
            row[FAMILY] = given;
        }
        if (dirt.happens(1)) {
            row[BORN] = dirt.oneOf("1900-01-01", "1970-01-01");
        }
        if (dirt.happens(1)) {
            row[EMAIL] = dirt.oneOf("test@test.com", "noreply@mail.example", "N/A");
        }
        if (dirt.happens(1)) {
            row[PHONE] = dirt.oneOf("0000000000", "9999999999", "unknown");
        }
        if (random.nextInt(200) == 0) {
            row[TAX_ID] = "999999999";
        }
    }
}
