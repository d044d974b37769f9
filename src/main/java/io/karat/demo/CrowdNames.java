package io.karat.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Names and places for very many people. The tables of the samples stand at the head; behind them come invented ones, so
 * that there are as many names as in a large country, a few of them frequent and most of them rare, and many that differ by
 * a letter.
 */
final class CrowdNames {

    /** A town with the state it lies in and the first digits of its postcodes. */
    record Town(String name, String state, String postcodes) {}

    private static final List<String> ROOTS = List.of(
            "Bram", "Ash", "Hart", "Wes", "Thorn", "Hal", "Brad", "Cart", "Dal", "Ever", "Fair", "Gar", "Had", "Ing",
            "Kel", "Lang", "Mal", "Nor", "Oak", "Pem", "Quar", "Rad", "Sel", "Tem", "Under", "Ver", "Wal", "Yar",
            "Zell", "Alm", "Ber", "Col", "Dun", "El", "Far", "Gil", "Hol", "Jar", "Kirk", "Lin", "Mor", "Nes", "Or",
            "Pad", "Rod", "Sand", "Tor", "Ul", "Vin", "Win", "Birk", "Cran", "Der", "Fen", "Grim", "Hex", "Kip", "Lock",
            "Mark", "Pres", "Ros", "Stan", "Tal", "Whit");
    private static final List<String> MIDDLES = List.of("", "", "", "el", "er", "ing", "in", "en", "ar", "o");
    private static final List<String> ENDS = List.of(
            "ley", "ton", "ford", "son", "man", "well", "wood", "field", "by", "ham", "croft", "sen", "ski", "berg",
            "stein", "ez", "worth", "more", "land", "ner", "ick", "shaw", "bury", "gate", "low", "den");
    private static final List<String> GIVEN_ROOTS = List.of(
            "Al", "Bel", "Car", "Dar", "El", "Fer", "Gin", "Hel", "Is", "Jos", "Kat", "Lor", "Mar", "Nat", "Or", "Per",
            "Ros", "Sal", "Tam", "Val", "Wil", "Yol");
    private static final List<String> FEMALE_ENDS =
            List.of("ina", "elle", "ette", "ia", "issa", "anne", "ora", "ilda", "yn", "ene", "ika", "ada");
    private static final List<String> MALE_ENDS =
            List.of("en", "ard", "ric", "win", "o", "ius", "el", "ton", "mond", "as", "ian", "bert");
    private static final List<String> TOWN_ENDS =
            List.of("ton", "ford", "ville", "burg", "field", " Falls", " Springs", "port", " City", "wood");
    private static final List<String> ROADS =
            List.of("Street", "Road", "Lane", "Avenue", "Drive", "Court", "Way", "Place", "Boulevard", "Terrace");
    private static final List<String> STATES = List.of(
            "AL", "AZ", "CA", "CO", "CT", "FL", "GA", "IL", "IN", "KS", "MA", "MD", "MI", "MN", "MO", "NC", "NJ", "NY",
            "OH", "OR", "PA", "TN", "TX", "VA", "WA", "WI");
    private static final int TOWNS = 1200;

    private final List<String> family;
    private final List<NameTables.Given> female;
    private final List<NameTables.Given> male;
    private final List<Town> towns;

    CrowdNames(NameTables tables, Random random) {
        family = new ArrayList<>(tables.family());
        for (String root : ROOTS) {
            for (String middle : MIDDLES) {
                ENDS.forEach(end -> family.add(root + middle + end));
            }
        }
        female = given(tables, "f", FEMALE_ENDS);
        male = given(tables, "m", MALE_ENDS);
        towns = new ArrayList<>();
        tables.cities().stream()
                .filter(city -> city.country().equals("US"))
                .forEach(city -> towns.add(
                        new Town(city.name(), city.state(), city.postcodes().substring(0, 3))));
        while (towns.size() < TOWNS) {
            towns.add(new Town(
                    NameTables.pick(ROOTS, random)
                            + NameTables.pick(MIDDLES, random)
                            + NameTables.pick(TOWN_ENDS, random),
                    NameTables.pick(STATES, random),
                    String.format(Locale.ROOT, "%03d", 100 + random.nextInt(900))));
        }
    }

    private static List<NameTables.Given> given(NameTables tables, String sex, List<String> ends) {
        List<NameTables.Given> all = new ArrayList<>(
                tables.given().stream().filter(given -> given.sex().equals(sex)).toList());
        for (String root : GIVEN_ROOTS) {
            for (String end : ends) {
                all.add(new NameTables.Given(sex, root + end, List.of()));
            }
        }
        return all;
    }

    /** The further ahead in the list, the more often. */
    private static <T> T skewed(List<T> from, double power, Random random) {
        return from.get((int) (from.size() * Math.pow(random.nextDouble(), power)));
    }

    String family(Random random) {
        return skewed(family, 3.0, random);
    }

    NameTables.Given given(boolean woman, Random random) {
        return skewed(woman ? female : male, 2.0, random);
    }

    Town town(Random random) {
        return skewed(towns, 2.5, random);
    }

    String street(Random random) {
        return skewed(family, 2.0, random) + " " + skewed(ROADS, 1.5, random);
    }
}
