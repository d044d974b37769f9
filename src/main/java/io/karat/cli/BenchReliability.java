package io.karat.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reliability",
        description = "Hold the probabilities of pairs against the truth: of those of about 0.9, are 90 % matches?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "FILE is what 'karat match --pairs FILE' wrote. The interval is Wilson's, 95 %; it takes pairs as"
                    + " independent, which those of one cluster are not."
        })
final class BenchReliability implements Callable<Integer> {

    @Option(names = "--truth", required = true, paramLabel = "FILE", description = "CSV 'record,cluster': the truth.")
    private Path truth = Path.of("");

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "CSV 'left,right,probability,...'.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Reliability reliability = read(PairwiseQuality.clusters(truth));
        spec.commandLine().getOut().println(json ? json(reliability) : text(reliability));
        return ExitCode.DONE;
    }

    private Reliability read(Map<String, String> clusters) throws IOException {
        Reliability.Builder builder = new Reliability.Builder();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                String left = cluster(row, "left", clusters);
                builder.add(probability(row), left.equals(cluster(row, "right", clusters)));
            }
        }
        return builder.build();
    }

    private static String cluster(NamedCsvRecord row, String end, Map<String, String> clusters) {
        String cluster = clusters.get(field(row, end));
        if (cluster == null) {
            throw CommandFailure.file(
                    "line " + row.getStartingLineNumber() + ": the truth does not know the record on the " + end);
        }
        return cluster;
    }

    private static double probability(NamedCsvRecord row) {
        try {
            double probability = Double.parseDouble(field(row, "probability"));
            if (probability >= 0 && probability <= 1) {
                return probability;
            }
        } catch (NumberFormatException e) {
            // Told below, as what is out of bounds.
        }
        throw CommandFailure.file("line " + row.getStartingLineNumber() + ": no probability between 0 and 1");
    }

    private static String field(NamedCsvRecord row, String name) {
        return row.findField(name)
                .orElseThrow(() -> CommandFailure.file("the file has no column " + name
                        + "; karat match --pairs writes left,right,probability,decision"));
    }

    private static String text(Reliability reliability) {
        String table = new TextTable(List.of("probability", "pairs", "mean", "true matches", "95 % interval"))
                .with(reliability.bins().stream()
                        .map(bin -> List.of(
                                String.format(Locale.ROOT, "%.2f - %.2f", bin.from(), bin.to()),
                                String.format(Locale.ROOT, "%,d", bin.pairs()),
                                String.format(Locale.ROOT, "%.3f", bin.mean()),
                                String.format(Locale.ROOT, "%.3f", bin.share()),
                                String.format(Locale.ROOT, "%.3f - %.3f", bin.lowest(), bin.highest())))
                        .toList())
                .text();
        return table
                + String.format(
                        Locale.ROOT,
                        "%n%nexpected calibration error %.4f over %,d pairs",
                        reliability.expectedError(),
                        reliability.pairs());
    }

    private static String json(Reliability reliability) {
        ObjectNode json = HubClient.JSON.createObjectNode();
        json.put("pairs", reliability.pairs()).put("expected_calibration_error", reliability.expectedError());
        ArrayNode bins = json.putArray("bins");
        for (Reliability.Bin bin : reliability.bins()) {
            bins.addObject()
                    .put("from", bin.from())
                    .put("to", bin.to())
                    .put("pairs", bin.pairs())
                    .put("mean", bin.mean())
                    .put("matches", bin.matches())
                    .put("share", bin.share())
                    .put("lowest", bin.lowest())
                    .put("highest", bin.highest());
        }
        return json.toString();
    }
}
