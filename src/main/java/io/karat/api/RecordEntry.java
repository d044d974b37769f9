package io.karat.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.karat.access.Sources;
import io.karat.intake.Intake;
import io.karat.ledger.Command;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes records that stewards enter. */
@ApplicationScoped
class RecordEntry {

    private final Intake intake;
    private final Sources sources;
    private final Acts acts;
    private final ObjectMapper json;

    RecordEntry(Intake intake, Sources sources, Acts acts, ObjectMapper json) {
        this.intake = intake;
        this.sources = sources;
        this.acts = acts;
        this.json = json;
    }

    /**
     * @param data as a source would send it
     * @param key of the record; drawn where none is given
     */
    record Entered(
            @NotNull JsonNode data,
            @Nullable @Size(min = 1, max = 200) String key,
            @Nullable String reason) {}

    Response enter(EntityType type, boolean propose, Entered wanted) throws IOException {
        String key = wanted.key() == null ? UUID.randomUUID().toString() : wanted.key();
        Command.Create create = new Command.Create(
                new RecordKey(Command.STEWARD, key), data(type, wanted.data()), wanted.reason(), acts.actor());
        sources.ensure(Command.STEWARD, acts.actor());
        return acts.ask(type.name(), propose ? new Command.Propose(create) : create, Response.Status.CONFLICT);
    }

    private RecordData data(EntityType type, JsonNode data) throws IOException {
        byte[] document = json.writeValueAsBytes(Map.of("data", data));
        return switch (intake.query(type, new ByteArrayInputStream(document))) {
            case Intake.Query.Faulty faulty -> throw Refused.faulty(faulty.faults());
            case Intake.Query.Sound sound -> sound.data();
        };
    }
}
