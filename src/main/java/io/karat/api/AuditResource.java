package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.audit.Audit;
import io.karat.audit.AuditFile;
import io.karat.audit.Checkpoint;
import io.karat.audit.Entry;
import io.karat.audit.Filter;
import io.karat.audit.Verification;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who did what. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Tag(name = "Administration")
class AuditResource {

    private static final int LARGEST_PAGE = 500;

    private final Audit audit;
    private final AuditFile file;

    AuditResource(Audit audit, AuditFile file) {
        this.audit = audit;
        this.file = file;
    }

    @GET
    @Operation(
            summary = "Who did what, newest first",
            description =
                    "kind is whole (pin.set) or the part before the point (pin). golden counts those too that were"
                            + " merged into it. from is inclusive, until is not.")
    public Entries list(
            @BeanParam Wanted wanted,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        Audit.Page page = audit.list(wanted.filter(), place(cursor), Math.min(limit, LARGEST_PAGE));
        return new Entries(
                page.entries(), page.next() == null ? null : page.next().toString());
    }

    @GET
    @Path("export")
    @Produces({BulkResource.CSV, BulkResource.NDJSON})
    @Operation(
            summary = "All entries of a filter as CSV or NDJSON",
            description = "In CSV an apostrophe stands before what a spreadsheet would take for a formula.")
    public Response export(@BeanParam Wanted wanted, @RestQuery @DefaultValue("ndjson") String format) {
        AuditFile.Format written = AuditFile.Format.of(format)
                .orElseThrow(
                        () -> Refused.of(Response.Status.BAD_REQUEST, "export.format", "The format is csv or ndjson"));
        Filter filter = wanted.filter();
        StreamingOutput body = out -> file.write(filter, written, out);
        return Response.ok(body, written.type()).build();
    }

    @GET
    @Path("verification")
    @Operation(
            summary = "Whether the audit is as it was written",
            description = "Looks at every entry and every checkpoint. checkpoint is one that was kept elsewhere, as"
                    + " PLACE:HASH; with it, also what was cut off at the end is found.")
    public Verification verify(@RestQuery @Nullable String checkpoint) {
        return audit.verify(checkpoint == null ? null : checkpoint(checkpoint));
    }

    private static Checkpoint checkpoint(String text) {
        return Checkpoint.parse(text)
                .orElseThrow(() -> Refused.parameter("checkpoint", "must be PLACE:HASH, as a verification answers it"));
    }

    private static @Nullable Long place(@Nullable String cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor);
        } catch (NumberFormatException _) {
            throw Refused.unknownCursor();
        }
    }

    /** Filters as they stand in the address. */
    static final class Wanted {

        @RestQuery
        public @Nullable String actor;

        @RestQuery
        public @Nullable String kind;

        @RestQuery
        public @Nullable String entity;

        @RestQuery
        public @Nullable UUID golden;

        @RestQuery
        public @Nullable String from;

        @RestQuery
        public @Nullable String until;

        Filter filter() {
            return new Filter(actor, kind, entity, golden, instant("from", from), instant("until", until));
        }

        private static @Nullable Instant instant(String name, @Nullable String text) {
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeParseException _) {
                throw Refused.parameter(name, "must be a time as 2026-01-31T12:00:00Z");
            }
        }
    }

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entries(List<Entry> entries, @Nullable String cursor) {}
}
