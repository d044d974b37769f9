package io.karat.cli;

import io.karat.batch.Engine;
import io.karat.batch.KeyedRecords;
import io.karat.match.Parameters;
import io.karat.match.Training;
import io.karat.model.EntityType;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the parameters of {@code karat match} come from and where they go. */
final class MatchParameters {

    private static final long SEED = 42;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Match by the parameters of this file, as --parameters-out wrote it, instead of learning.")
    private @Nullable Path in;

    @Option(
            names = "--parameters-out",
            paramLabel = "FILE",
            description = "Keep here the parameters that were matched by, for other files of the same model.")
    private @Nullable Path out;

    void check() {
        Draft.check(out);
    }

    /** Only records that are compared attribute by attribute have parameters. */
    void check(Engine engine) {
        if ((in != null || out != null) && engine != Engine.PAIRS) {
            throw CommandFailure.usage(
                    "--parameters and --parameters-out have no meaning here: clean lists, and records"
                            + " that texts tell apart, learn from the file itself what a likeness is worth");
        }
    }

    /** What was read, or learnt where nothing is to be read. */
    Parameters of(EntityType type, KeyedRecords keyed) {
        Parameters parameters =
                in == null ? keyed.train(SEED) : ParameterFile.read(in, type).among(keyed.size());
        keep(type, parameters);
        return parameters;
    }

    private void keep(EntityType type, Parameters parameters) {
        if (out == null) {
            return;
        }
        try {
            ParameterFile.write(out, type, parameters);
        } catch (IOException e) {
            throw CommandFailure.file("cannot write " + out + ": " + e.getMessage());
        }
    }

    /** In words, after {@link #of}. */
    String origin(int records) {
        if (in != null) {
            return "parameters read";
        }
        return records >= Training.FEWEST_RECORDS
                ? "parameters learnt"
                : "too few records to learn from: built-in parameters";
    }
}
