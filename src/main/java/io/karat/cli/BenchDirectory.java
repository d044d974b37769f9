package io.karat.cli;

import io.karat.demo.PeopleGenerator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a measurement needs on disk, gone when it is over. */
final class BenchDirectory implements AutoCloseable {

    private final Path root;

    private BenchDirectory(Path root) {
        this.root = root;
    }

    static BenchDirectory make() throws IOException {
        return new BenchDirectory(Files.createTempDirectory("karat-bench"));
    }

    Path root() {
        return root;
    }

    /** The launcher, which starts the commands that are measured. */
    static String launcher() {
        return home().resolve("karat").toString();
    }

    /** The models that come with Karat. */
    static Path rules() {
        return home().resolve("matching-rules");
    }

    private static Path home() {
        return Path.of(System.getProperty("karat.home", ".")).toAbsolutePath();
    }

    /** Generated people in {@code records.csv} and {@code truth.csv} of the directory that is returned. */
    Path people(int records, long seed) throws IOException {
        Path directory = root.resolve("people-" + records);
        PeopleGenerator.write(records, seed, directory);
        return directory;
    }

    /** People of one crowd in several files, each with the header, in the order of the sizes. */
    List<Path> people(long seed, int... sizes) throws IOException {
        int all = 0;
        for (int size : sizes) {
            all += size;
        }
        List<Path> files = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(people(all, seed).resolve("records.csv"))) {
            String header = reader.readLine();
            for (int size : sizes) {
                Path file = root.resolve("part-" + files.size() + ".csv");
                try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                    writer.write(header + "\n");
                    for (int i = 0; i < size; i++) {
                        writer.write(reader.readLine() + "\n");
                    }
                }
                files.add(file);
            }
        }
        return files;
    }

    /**
     * Different people, one record each, of some of whom a second record follows at once.
     *
     * @param records all of them
     * @param seconds at most a third of the records
     */
    Path different(long seed, int records, int seconds) throws IOException {
        Path crowd = people(2 * records, seed);
        Path file = root.resolve("different.csv");
        int[] seen = new int[2 * records];
        try (BufferedReader reader = Files.newBufferedReader(crowd.resolve("records.csv"));
                BufferedReader truth = Files.newBufferedReader(crowd.resolve("truth.csv"));
                BufferedWriter writer = Files.newBufferedWriter(file)) {
            truth.readLine();
            writer.write(reader.readLine() + "\n");
            int again = 0;
            int written = 0;
            while (written < records) {
                String line = reader.readLine();
                String answer = truth.readLine();
                if (line == null || answer == null) {
                    throw new IllegalStateException("too few people");
                }
                int before = seen[Integer.parseInt(answer.substring(answer.indexOf(',') + 1))]++;
                if (before == 0 && written - again < records - seconds || before == 1 && again < seconds) {
                    again += before;
                    written++;
                    writer.write(line + "\n");
                }
            }
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
