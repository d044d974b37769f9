package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Access;
import io.karat.access.HidesPersonal;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.api.RecordsResource.Fate;
import io.karat.audit.Audit;
import io.karat.index.GoldenSearch;
import io.karat.ledger.Decisions;
import io.karat.ledger.Explanations;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Masked;
import io.karat.ledger.Quality;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reading golden records. */
@ShowsValues
@Path("/api/v1/golden/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Golden records")
class GoldenResource {

    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_QUERY = 500;

    private final GoldenRecords goldens;
    private final Explanations explanations;
    private final SourceRecords records;
    private final Decisions decisions;
    private final EntityTypes types;
    private final Quality quality;
    private final Clock clock;
    private final RecordEntry entry;
    private final Access access;
    private final Audit audit;

    GoldenResource(
            GoldenRecords goldens,
            Explanations explanations,
            SourceRecords records,
            Decisions decisions,
            EntityTypes types,
            Quality quality,
            Clock clock,
            RecordEntry entry,
            Access access,
            Audit audit) {
        this.entry = entry;
        this.access = access;
        this.audit = audit;
        this.quality = quality;
        this.clock = clock;
        this.goldens = goldens;
        this.explanations = explanations;
        this.records = records;
        this.decisions = decisions;
        this.types = types;
    }

    @HidesPersonal
    @GET
    @Operation(
            summary = "Search",
            description = "By words, misspelt or half-typed ones too; without any, the newest. facet narrows, each as"
                    + " name=value: review (match, conflict, change ...; none), quality (100, 90-99, 70-89, 0-69), fails"
                    + " (a rule), source, repeats (a source that has several records in it), records, or an attribute of"
                    + " few values. facets=true counts them. order=quality has the lowest score first.")
    public Hits search(
            String entity,
            @RestQuery @DefaultValue("") String q,
            @RestQuery @Nullable List<String> facet,
            @RestQuery @DefaultValue("false") boolean facets,
            @RestQuery @DefaultValue("best") String order,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("20") @Min(1) int limit) {
        EntityType type = types.require(entity);
        if (q.length() > LONGEST_QUERY) {
            throw Refused.parameter("q", "must have at most " + LONGEST_QUERY + " characters");
        }
        List<String> chosen = facet == null ? List.of() : facet;
        if (chosen.stream().anyMatch(narrow -> narrow.indexOf('=') < 1)) {
            throw Refused.parameter("facet", "must be name=value, for example source=crm");
        }
        GoldenSearch.Wanted wanted = new GoldenSearch.Wanted(q, chosen, order(order), facets);
        GoldenRecords.Page page;
        try {
            page = access.sees(type)
                    ? goldens.search(entity, wanted, cursor, Math.min(limit, LARGEST_PAGE))
                    : goldens.searchBlind(entity, wanted, cursor, Math.min(limit, LARGEST_PAGE));
        } catch (IllegalArgumentException _) {
            throw Refused.unknownCursor();
        }
        return new Hits(
                page.hits().stream().map(hit -> document(type, hit.golden())).toList(),
                page.total(),
                facets ? page.facets() : null,
                page.cursor());
    }

    private static GoldenSearch.Order order(String name) {
        return switch (name) {
            case "best" -> GoldenSearch.Order.BEST;
            case "quality" -> GoldenSearch.Order.WORST_QUALITY;
            default -> throw Refused.parameter("order", "must be best or quality");
        };
    }

    @POST
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Enters a record",
            description =
                    "Of the hub's own source steward. It is judged and matched like every other record. Sent twice"
                            + " with the same key it is one.")
    @APIResponse(responseCode = "200", description = "Done; golden names the golden record it belongs to")
    @APIResponse(responseCode = "202", description = "Needs the approval of another person")
    @APIResponse(responseCode = "409", description = "Fails a rule, or another record has this key")
    public Response enter(
            String entity,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid RecordEntry.@NotNull Entered wanted)
            throws IOException {
        return entry.enter(types.require(entity), propose, wanted);
    }

    @HidesPersonal
    @GET
    @Path("{id}")
    @Operation(
            summary = "A golden record",
            description =
                    "With asOf as it was at that instant. With validAt what it says on another day, by what is known now. The ETag is its version, for If-Match of steward's"
                            + " actions.")
    @APIResponse(responseCode = "200", description = "The golden record")
    @APIResponse(responseCode = "304", description = "Not changed since the version in If-None-Match")
    @APIResponse(responseCode = "308", description = "The id is retired; Location leads to its heir")
    @APIResponse(responseCode = "410", description = "The golden record ended with its last record")
    public Response find(
            String entity,
            UUID id,
            @RestQuery @Nullable String asOf,
            @RestQuery @Nullable String validAt,
            Request request) {
        EntityType type = types.require(entity);
        if (asOf != null && validAt != null) {
            throw new BadRequestException("Either asOf or validAt: what was known then, or what is valid then");
        }
        if (asOf != null) {
            return goldens.find(entity, id, instant(asOf))
                    .map(view ->
                            Response.ok(document(type, view)).tag(tag(view)).build())
                    .orElseThrow(Refused::unknownGolden);
        }
        GoldenView view = goldens.find(entity, id).orElseThrow(Refused::unknownGolden);
        if (!view.live()) {
            return retired(entity, view);
        }
        if (validAt != null) {
            return Response.ok(document(type, goldens.validAt(entity, view, day(validAt))))
                    .build();
        }
        Response.ResponseBuilder same = request.evaluatePreconditions(tag(view));
        return same == null
                ? Response.ok(document(type, view)).tag(tag(view)).build()
                : same.tag(tag(view)).build();
    }

    @POST
    @Path("{id}/reveal")
    @HidesPersonal
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The golden record with its personal data",
            description = "For those from whom they are hidden. Who asked and why is kept in the audit.")
    @APIResponse(responseCode = "403", description = "The model has nobody of this role see them")
    public GoldenDocument reveal(String entity, UUID id, @Valid @NotNull Reason why) {
        EntityType type = types.require(entity);
        access.requireReveal(type);
        GoldenView view = goldens.find(entity, id).orElseThrow(Refused::unknownGolden);
        audit.record(access.actor(), "data.revealed", entity, id, why.reason().strip());
        return GoldenDocument.of(type, view, quality);
    }

    private GoldenDocument document(EntityType type, GoldenView view) {
        return GoldenDocument.of(type, access.sees(type) ? view : Masked.of(type, view), quality);
    }

    private Fate fate(EntityType type, RecordView record) {
        return Fate.of(type, access.sees(type) ? record : Masked.of(type, record), quality);
    }

    private static Response retired(String entity, GoldenView view) {
        UUID heir = view.heir();
        if (heir == null) {
            throw Refused.of(
                    Response.Status.GONE,
                    "golden.ended",
                    "This golden record ended with its last record. A steward can restore it.");
        }
        return Response.status(Response.Status.PERMANENT_REDIRECT)
                .location(URI.create("/api/v1/golden/" + entity + "/" + heir))
                .build();
    }

    private static EntityTag tag(GoldenView view) {
        return new EntityTag(Integer.toString(view.version()));
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException _) {
            throw Refused.parameter("validAt", "must be a day as 2026-01-31");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw Refused.parameter("asOf", "must be a time as 2026-01-31T12:00:00Z");
        }
    }

    @HidesPersonal
    @GET
    @Path("{id}/history")
    @Operation(summary = "All versions, newest first, each with its cause")
    public History history(String entity, UUID id) {
        EntityType type = types.require(entity);
        List<GoldenView> versions = goldens.history(entity, id);
        if (versions.isEmpty()) {
            throw Refused.unknownGolden();
        }
        return new History(versions.stream().map(view -> document(type, view)).toList());
    }

    @HidesPersonal
    @GET
    @Path("{id}/records")
    @Operation(summary = "Its member records", description = "With asOf as they were at that instant.")
    public Members members(String entity, UUID id, @RestQuery @Nullable String asOf) {
        EntityType type = types.require(entity);
        if (asOf != null) {
            Instant then = instant(asOf);
            GoldenView view = goldens.find(entity, id, then).orElseThrow(Refused::unknownGolden);
            return new Members(goldens.members(entity, view, then).stream()
                    .map(record -> fate(type, record))
                    .toList());
        }
        if (goldens.find(entity, id).isEmpty()) {
            throw Refused.unknownGolden();
        }
        return new Members(goldens.members(entity, id).stream()
                .map(record -> fate(type, record))
                .toList());
    }

    @GET
    @Path("{id}/explain")
    @Operation(
            summary = "Why two records are one or two",
            description =
                    "a and b are SOURCE/KEY; pairs that were never compared can be asked for too. What the two say"
                            + " alone, what the last plan said where plans judge the type, and what the guard says of their golden"
                            + " records.")
    public ExplanationDocument explain(
            String entity, UUID id, @RestQuery @Nullable String a, @RestQuery @Nullable String b) {
        types.require(entity);
        if (goldens.find(entity, id).isEmpty()) {
            throw Refused.unknownGolden();
        }
        return ExplanationDocument.of(explanations.of(entity, record(entity, a), record(entity, b)));
    }

    @GET
    @Path("{id}/survivorship")
    @Operation(
            summary = "Why each value survives",
            description = "By attribute: the rule, and every value of a member with what became of it, best first."
                    + " revisit is when the passing of time may next change what the rules choose.")
    public Survival survivorship(String entity, UUID id) {
        EntityType type = types.require(entity);
        GoldenView view = goldens.find(entity, id).orElseThrow(Refused::unknownGolden);
        if (!view.live()) {
            throw Refused.of(Response.Status.GONE, "golden.ended", "This golden record is retired and has no members");
        }
        return Survival.of(type, view, goldens.contributions(entity, members(view)), clock.instant());
    }

    @GET
    @Path("{id}/decisions")
    @Operation(
            summary = "What stewards decided about its records",
            description = "Newest first, undone ones included. Decisions of one act are undone together.")
    public Decided decided(String entity, UUID id) {
        types.require(entity);
        GoldenView view = goldens.find(entity, id).orElseThrow(Refused::unknownGolden);
        return new Decided(decisions.about(entity, members(view)).stream()
                .map(DecisionDocument::of)
                .toList());
    }

    private static List<Integer> members(GoldenView view) {
        return Arrays.stream(view.members()).boxed().toList();
    }

    private RecordView record(String entity, @Nullable String name) {
        return key(name)
                .flatMap(key -> records.find(entity, key))
                .orElseThrow(() -> Refused.of(
                        Response.Status.NOT_FOUND,
                        "record.unknown",
                        "a and b each name a record that exists, as SOURCE/KEY"));
    }

    static Optional<RecordKey> key(@Nullable String name) {
        int slash = name == null ? -1 : name.indexOf('/');
        return name == null || slash < 1 || slash == name.length() - 1
                ? Optional.empty()
                : Optional.of(new RecordKey(name.substring(0, slash), name.substring(slash + 1)));
    }

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hits(
            List<GoldenDocument> hits,
            long total,
            GoldenSearch.@Nullable Facets facets,
            @Nullable String cursor) {}

    record History(List<GoldenDocument> versions) {}

    record Reason(@NotBlank @Size(max = 500) String reason) {}

    record Members(List<Fate> records) {}

    record Decided(List<DecisionDocument> decisions) {}
}
