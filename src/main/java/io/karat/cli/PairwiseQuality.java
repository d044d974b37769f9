package io.karat.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How well a partition agrees with the truth, counted in pairs of records that are together.
 *
 * @param largest records of the largest cluster found
 * @param trueLargest records of the largest true cluster
 */
record PairwiseQuality(double precision, double recall, double f1, int records, int largest, int trueLargest) {

    /** Both files are CSV {@code record,cluster}; a record that only the truth has stands for itself. */
    static PairwiseQuality of(Path found, Path truth) throws IOException {
        Map<String, String> clusters = clusters(found);
        Map<String, String> trueClusters = clusters(truth);
        Map<String, Integer> sizes = new HashMap<>();
        Map<String, Integer> trueSizes = new HashMap<>();
        Map<String, Integer> both = new HashMap<>();
        trueClusters.forEach((record, trueCluster) -> {
            String cluster = clusters.getOrDefault(record, "alone " + record);
            sizes.merge(cluster, 1, Integer::sum);
            trueSizes.merge(trueCluster, 1, Integer::sum);
            both.merge(cluster + '\n' + trueCluster, 1, Integer::sum);
        });
        double common = pairs(both);
        double precision = common / Math.max(1, pairs(sizes));
        double recall = common / Math.max(1, pairs(trueSizes));
        double f1 = 2 * common / Math.max(1, pairs(sizes) + pairs(trueSizes));
        return new PairwiseQuality(precision, recall, f1, trueClusters.size(), largest(sizes), largest(trueSizes));
    }

    /** The cluster of each record. */
    static Map<String, String> clusters(Path file) throws IOException {
        Map<String, String> clusters = new HashMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            reader.forEach(row -> clusters.put(row.getField("record"), row.getField("cluster")));
        }
        return clusters;
    }

    private static double pairs(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToDouble(n -> n * (n - 1.0) / 2).sum();
    }

    private static int largest(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToInt(n -> n).max().orElse(0);
    }
}
