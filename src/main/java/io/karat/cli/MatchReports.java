package io.karat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.karat.batch.Engine;
import io.karat.batch.KeyReport;
import io.karat.batch.Plan;
import io.karat.batch.ScoredPairs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code karat match} tells on request about how it came to its clusters. */
final class MatchReports {

    @Option(
            names = "--diagnose",
            description = {
                "Report on standard output what each kind of key finds, which keys are passed over and which records"
                        + " have no candidate. Clusters are then written to --out only.",
            })
    private boolean diagnose;

    @Option(
            names = "--diagnose-values",
            description = "With --diagnose: also the values that the largest keys are made of; they may be personal"
                    + " data.")
    private boolean values;

    @Option(names = "--json", description = "With --diagnose: the report as JSON.")
    private boolean json;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "Write the candidate pairs here: CSV 'left,right,probability,decision', the decision being"
                    + " joined, question, held or apart.")
    private @Nullable Path pairs;

    @Option(
            names = "--pairs-from",
            defaultValue = "0.01",
            paramLabel = "P",
            description = "With --pairs: leave out pairs that are less probable (default 0.01).")
    private double least;

    private Engine.@Nullable Trained trained;

    void check() {
        Draft.check(pairs);
        if ((values || json) && !diagnose) {
            throw CommandFailure.usage("--diagnose-values and --json say how --diagnose reports: they need it");
        }
        if (!(least > 0 && least < 1)) {
            throw CommandFailure.usage("--pairs-from is a probability between 0 and 1");
        }
    }

    /** Standard output is the report's. */
    boolean takesOutput() {
        return diagnose;
    }

    /** Only records that are compared by keys have any to report. */
    void check(Engine engine) {
        if (wanted() && engine != Engine.PAIRS) {
            throw CommandFailure.usage(
                    "--diagnose and --pairs have nothing to report: records of clean lists, and those"
                            + " that texts tell apart, are not found by keys and scored one by one, but compared with their"
                            + " nearest by rare words");
        }
    }

    private boolean wanted() {
        return diagnose || pairs != null;
    }

    /** Keeps what a report needs, if there is to be one. */
    Engine.Trained watch(Engine.Trained matched) {
        trained = wanted() ? matched : null;
        return matched;
    }

    /** After matching. */
    void write(Plan plan, List<String> keys, PrintWriter to) throws IOException {
        Engine.Trained matched = trained;
        if (matched == null) {
            return;
        }
        if (pairs != null) {
            write(ScoredPairs.of(matched.keyed(), matched.parameters(), plan, least), keys, pairs);
        }
        if (diagnose) {
            KeyReport report = KeyReport.of(matched.keyed(), plan.cluster(), values);
            to.println(json ? json(report) : new KeyTable(report).text());
        }
    }

    private static String json(KeyReport report) throws JsonProcessingException {
        return HubClient.JSON.writeValueAsString(report);
    }

    private static void write(ScoredPairs scored, List<String> keys, Path file) throws IOException {
        Draft.write(file, writer -> {
            CsvWriter csv = CsvWriter.builder().build(writer);
            csv.writeRecord("left", "right", "probability", "decision");
            for (int pair = 0; pair < scored.size(); pair++) {
                csv.writeRecord(
                        keys.get(scored.left(pair)),
                        keys.get(scored.right(pair)),
                        String.format(Locale.ROOT, "%.6f", scored.probability(pair)),
                        scored.decision(pair).name().toLowerCase(Locale.ROOT));
            }
            csv.flush();
        });
    }
}
