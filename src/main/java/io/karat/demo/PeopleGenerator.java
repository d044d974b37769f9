package io.karat.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Generated people with a known truth, in any number: households that share surname, address and telephone, twins, fathers
 * and sons of one name, moves and marriages, slips, nicknames, swapped names and placeholders. The same for the same
 * number and seed.
 *
 * <p>Records are written in random order, so that neither their order nor their ids say anything about the truth. They are
 * dealt to a few piles on disk, and each pile is shuffled by itself: memory does not grow with the number.
 */
public final class PeopleGenerator {

    private static final int PILE = 100_000;

    private PeopleGenerator() {}

    /**
     * Writes {@code id} and the attributes of a person, and {@code record,cluster}.
     *
     * @param directory gets {@code records.csv} and {@code truth.csv}
     */
    public static void write(int records, long seed, Path directory) throws IOException {
        if (records < 1) {
            throw new IllegalArgumentException("At least one record, not " + records);
        }
        Files.createDirectories(directory);
        Random random = new Random(seed);
        List<Path> piles = deal(records, random, directory);
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("records.csv"));
                BufferedWriter truth = Files.newBufferedWriter(directory.resolve("truth.csv"))) {
            out.write("id," + String.join(",", CrowdRecords.COLUMNS) + "\n");
            truth.write("record,cluster\n");
            int id = 0;
            for (Path pile : piles) {
                for (String line : shuffled(pile, random)) {
                    int comma = line.indexOf(',');
                    out.write(id + line.substring(comma) + "\n");
                    truth.write(id + "," + line.substring(0, comma) + "\n");
                    id++;
                }
                Files.delete(pile);
            }
        }
    }

    private static List<Path> deal(int records, Random random, Path directory) throws IOException {
        Crowd crowd = new Crowd(new CrowdNames(NameTables.load(), random), random);
        CrowdRecords sheets = new CrowdRecords(random);
        List<Path> piles = new ArrayList<>();
        List<BufferedWriter> writers = new ArrayList<>();
        try {
            for (int i = 0; i <= records / PILE; i++) {
                piles.add(Files.createTempFile(directory, "pile", ".csv"));
                writers.add(Files.newBufferedWriter(piles.get(i)));
            }
            int dealt = 0;
            while (dealt < records) {
                for (Crowd.Person person : crowd.household()) {
                    for (int i = sheets.copies(); i > 0 && dealt < records; i--) {
                        BufferedWriter pile = NameTables.pick(writers, random);
                        pile.write(person.number() + "," + String.join(",", sheets.record(person)) + "\n");
                        dealt++;
                    }
                }
            }
        } finally {
            for (BufferedWriter writer : writers) {
                writer.close();
            }
        }
        return piles;
    }

    private static List<String> shuffled(Path pile, Random random) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(pile)) {
            List<String> lines = new ArrayList<>(reader.lines().toList());
            Collections.shuffle(lines, random);
            return lines;
        }
    }
}
