package io.karat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = "Measure speed, memory and quality. Each job runs in a process of its own.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchMatch.class, BenchLoad.class, BenchOnline.class, BenchUi.class, BenchReliability.class},
        footer = {"", "Figures count only on a machine that does nothing else meanwhile."})
final class Bench implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "one of match, load, online, ui, reliability is needed");
    }
}
