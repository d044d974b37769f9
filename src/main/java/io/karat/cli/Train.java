package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Learn matching parameters from the hub's records; keep them, and show what they would change.",
        mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {

    @Mixin
    private HubConnection connection = new HubConnection();

    @Option(names = "--entity", required = true, paramLabel = "E", description = "Entity type.")
    private String entity = "";

    @Option(names = "--json", description = "The hub's answer as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (HubClient hub = connection.open()) {
            String parameters = "/api/v1/parameters/" + HubClient.segment(entity);
            int learnt = PlanJob.make(hub, parameters + "/train", "train")
                    .path("version")
                    .asInt();
            JsonNode answer = version(hub.get(parameters), learnt);
            if (json) {
                spec.commandLine().getOut().println(answer);
            } else {
                String version = answer.path("version").asText();
                spec.commandLine().getOut().printf("version %s, not yet in force%n", version);
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%-18s%,12d%n",
                                "steward decisions", answer.path("labels").asLong());
                spec.commandLine().getOut().print(Effects.text(answer.path("effect")));
                spec.commandLine()
                        .getErr()
                        .printf("karat: bring it into force with: karat activate --entity %s %s%n", entity, version);
            }
            return ExitCode.DONE;
        }
    }

    private static JsonNode version(JsonNode listed, int number) {
        for (JsonNode version : listed.path("versions")) {
            if (version.path("version").asInt() == number) {
                return version;
            }
        }
        throw CommandFailure.hub("the hub does not list version " + number + " that it learnt");
    }
}
