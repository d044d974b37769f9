package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.intake.Intake;
import io.karat.ledger.GoldenRecords;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Search before create. */
@ShowsValues
@Path("/api/v1/match/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Golden records")
class MatchResource {

    private static final int LARGEST = 50;

    private final Intake intake;
    private final GoldenRecords goldens;
    private final EntityTypes types;

    MatchResource(Intake intake, GoldenRecords goldens, EntityTypes types) {
        this.intake = intake;
        this.goldens = goldens;
        this.types = types;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.VIEWER, Roles.SOURCE})
    @Operation(
            summary = "Golden records that this data might be, best first",
            description = "Graded certain, probable or possible, each explained. Writes nothing.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            examples = @ExampleObject(name = "person", value = """
                                                    {"data": {"given_name": "Ada", "family_name": "Lovelace"}}""")))
    public Candidates match(String entity, @RestQuery @DefaultValue("10") @Min(1) int limit, @Nullable InputStream body)
            throws IOException {
        EntityType type = types.require(entity);
        return switch (intake.query(type, body == null ? InputStream.nullInputStream() : body)) {
            case Intake.Query.Faulty faulty -> throw Refused.faulty(faulty.faults());
            case Intake.Query.Sound sound ->
                new Candidates(goldens.match(entity, sound.data(), Math.min(limit, LARGEST)));
        };
    }

    record Candidates(List<GoldenRecords.Match> candidates) {}
}
