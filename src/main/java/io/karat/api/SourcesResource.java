package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.Source;
import io.karat.access.Sources;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The systems that push records. An administrator's first write creates one. */
@Path("/api/v1/sources")
@Tag(name = "Administration")
class SourcesResource {

    private final Sources sources;
    private final Access access;

    SourcesResource(Sources sources, Access access) {
        this.sources = sources;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All sources with their labels and colours")
    public List<Source> all() {
        return sources.all();
    }

    @PATCH
    @Path("{source}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Changes how the pages call a source")
    public Source rename(String source, @Valid @NotNull Change wanted) {
        sources.rename(source, wanted.label().strip(), access.actor());
        return sources.find(source).orElseThrow(() -> new NotFoundException("There is no such source"));
    }

    record Change(@NotBlank @Size(max = 100) String label) {}
}
