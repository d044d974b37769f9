package io.karat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reindex",
        description = "Rebuild the search and candidate index of an entity type while the hub works.",
        mixinStandardHelpOptions = true)
final class Reindex implements Callable<Integer> {

    @Mixin
    private HubConnection connection = new HubConnection();

    @Option(names = "--entity", required = true, paramLabel = "E", description = "Entity type.")
    private String entity = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (HubClient hub = connection.open()) {
            var answer = hub.post("/api/v1/admin/reindex/" + HubClient.segment(entity), "");
            spec.commandLine().getOut().println(answer);
            return ExitCode.DONE;
        }
    }
}
