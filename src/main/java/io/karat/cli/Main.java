package io.karat.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The commands that boot no hub. */
@Command(
        name = "karat",
        description = "A master data hub: many records in, one golden record out.",
        mixinStandardHelpOptions = true,
        version = "karat 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Demo.class,
            Load.class,
            Match.class,
            Export.class,
            Suggest.class,
            Check.class,
            Train.class,
            Activate.class,
            Bench.class,
            Reindex.class,
            HelpCommand.class,
        },
        footerHeading = "%nBy the launcher itself:%n",
        footer = {
            "  serve    Run the hub. See karat serve --help.",
            "  test     Run all tests; --nightly adds what takes long.",
            "",
            "Commands find the hub by KARAT_URL and KARAT_TOKEN, else by its data directory (--data).",
            "Exit codes: 0 done; 1 done, with rejects or violations; 2 usage; 3 hub unreachable or refused; 4 faulty"
                    + " model or file."
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(commandLine(), arguments));
    }

    /** Whatever a command printed is out at its end, whole lines or not. */
    static int run(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } finally {
            line.getOut().flush();
            line.getErr().flush();
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(Main::explain);
    }

    /** What the user can mend is one line; anything else is a bug and shows where. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof CommandFailure explained) {
            command.getErr().println("karat: " + explained.getMessage());
            return explained.exitCode();
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            command.getErr().println("karat: cannot open " + file.getFile() + ": " + reason(file));
            return ExitCode.FAULTY_FILE;
        }
        throw failure;
    }

    private static String reason(FileSystemException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "no permission";
            default -> Objects.requireNonNullElse(failure.getReason(), "it is of another kind");
        };
    }
}
