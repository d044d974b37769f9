package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "activate",
        description = "Bring a version of the matching parameters into force; the golden records follow.",
        mixinStandardHelpOptions = true)
final class Activate implements Callable<Integer> {

    @Mixin
    private HubConnection connection = new HubConnection();

    @Option(names = "--entity", required = true, paramLabel = "E", description = "Entity type.")
    private String entity = "";

    @Option(names = "--json", description = "The hub's answer as one line of JSON.")
    private boolean json;

    @Parameters(paramLabel = "VERSION", description = "As karat train told it; 0 is built in.")
    private int version;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (HubClient hub = connection.open()) {
            String path = "/api/v1/parameters/" + HubClient.segment(entity) + "/" + version + "/activate";
            JsonNode answer = PlanJob.make(hub, path, "activate").path("effect");
            spec.commandLine().getOut().print(json ? answer + System.lineSeparator() : Effects.text(answer));
            return ExitCode.DONE;
        }
    }
}
