package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Check what must always hold in the running hub, and print every violation.",
        mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {

    @Mixin
    private HubConnection connection = new HubConnection();

    @Option(names = "--entity", paramLabel = "E", description = "Only this entity type.")
    private @Nullable String entity;

    @Option(
            names = "--reconcile",
            description = "First compare the golden records with what the bulk path finds, and have them follow it.")
    private boolean reconcile;

    @Option(names = "--json", description = "The hub's answer as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String path = "/api/v1/admin/check" + (entity == null ? "" : "?entity=" + HubClient.segment(entity));
        try (HubClient hub = connection.open()) {
            if (reconcile) {
                reconcile(hub);
            }
            JsonNode answer = hub.post(path, "");
            JsonNode violations = answer.path("violations");
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer);
            } else {
                violations.forEach(violation -> out.println(text(violation)));
                out.println(violations.isEmpty() ? "no violation" : violations.size() + " violations");
            }
            return violations.isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_REJECTS;
        }
    }

    private void reconcile(HubClient hub) {
        List<String> entities = new ArrayList<>();
        if (entity == null) {
            hub.get("/api/v1/entities")
                    .forEach(type -> entities.add(type.path("entity").asText()));
        } else {
            entities.add(entity);
        }
        for (String name : entities) {
            JsonNode effect = PlanJob.make(
                            hub, "/api/v1/admin/reconcile/" + HubClient.segment(name), "reconcile " + name)
                    .path("effect");
            PrintWriter err = spec.commandLine().getErr();
            err.printf(
                    "karat: %s reconciled: %,d golden records merged, %,d split%n",
                    name, effect.path("merged").asLong(), effect.path("split").asLong());
        }
    }

    /** The fields of a violation in the hub's order. */
    private static String text(JsonNode violation) {
        if (!violation.isObject()) {
            return violation.asText();
        }
        StringBuilder text = new StringBuilder();
        violation.properties().forEach(field -> {
            text.append(text.isEmpty() ? "" : ", ").append(field.getKey()).append(": ");
            text.append(field.getValue().isValueNode() ? field.getValue().asText() : field.getValue());
        });
        return text.toString();
    }
}
