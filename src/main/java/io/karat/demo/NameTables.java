package io.karat.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The tables from which sample people, places and companies are drawn. */
record NameTables(
        List<Given> given,
        List<String> family,
        List<City> cities,
        Map<String, List<String>> streets,
        Words words,
        Map<String, List<List<String>>> legalForms) {

    /** A given name and how else the same person is written. */
    record Given(String sex, String name, List<String> nicknames) {}

    record City(String country, String state, String postcodes, String name) {}

    record Words(List<String> inventions, List<String> sectors) {}

    static NameTables load() {
        List<Given> given = lines("given-names.txt").stream()
                .map(line -> line.split(" "))
                .map(part -> new Given(part[0], part[1], List.of(Arrays.copyOfRange(part, 2, part.length))))
                .toList();
        return new NameTables(
                given, lines("family-names.txt"), readCities(), byCountry("streets.txt"), readWords(), readForms());
    }

    static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<City> readCities() {
        List<City> cities = new ArrayList<>();
        for (String line : lines("cities.txt")) {
            String[] part = line.split(" ", 3);
            int end = postcodeEnd(part[0], part[2]);
            cities.add(new City(
                    part[0],
                    part[1].equals("-") ? "" : part[1],
                    part[2].substring(0, end),
                    part[2].substring(end + 1)));
        }
        return List.copyOf(cities);
    }

    /** British postcodes are of two words, all others of one. */
    private static int postcodeEnd(String country, String rest) {
        int blank = rest.indexOf(' ');
        return country.equals("GB") ? rest.indexOf(' ', blank + 1) : blank;
    }

    private static Map<String, List<String>> byCountry(String file) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : lines(file)) {
            table.computeIfAbsent(line.substring(0, 2), _ -> new ArrayList<>()).add(line.substring(3));
        }
        return table;
    }

    private static Map<String, List<List<String>>> readForms() {
        Map<String, List<List<String>>> forms = new LinkedHashMap<>();
        byCountry("legal-forms.txt")
                .forEach((country, lines) -> forms.put(
                        country,
                        lines.stream().map(line -> List.of(line.split("\\|"))).toList()));
        return forms;
    }

    private static Words readWords() {
        List<String> lines = lines("companies.txt");
        return new Words(startingWith("word ", lines), startingWith("sector ", lines));
    }

    private static List<String> startingWith(String start, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static List<String> lines(String file) {
        try (InputStream bytes = NameTables.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException("The build lacks the table " + file);
            }
            return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
