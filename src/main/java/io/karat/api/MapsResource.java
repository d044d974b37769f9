package io.karat.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.intake.ColumnMap;
import io.karat.intake.ColumnMaps;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Maps from the columns of CSV files to attributes. */
@Path("/api/v1/maps/{name}")
@Tag(name = "Records")
class MapsResource {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final ColumnMaps maps;
    private final Access access;

    MapsResource(ColumnMaps maps, Access access) {
        this.maps = maps;
        this.access = access;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.SOURCE})
    @Operation(summary = "A map: for each attribute its columns")
    public Map<String, List<String>> find(String name) {
        return maps.find(name)
                .map(ColumnMap::columns)
                .orElseThrow(() -> new NotFoundException("There is no map of this name"));
    }

    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Keeps a map under a name",
            description = "{attribute: column} or {attribute: [column, column]}; several are joined by a blank.")
    public Map<String, List<String>> keep(String name, @NotNull JsonNode wanted) {
        if (!NAME.matcher(name).matches()) {
            throw new BadRequestException("The name of a map has up to 64 characters: a-z 0-9 . _ -");
        }
        if (!wanted.isObject() || wanted.isEmpty()) {
            throw new BadRequestException("A map is an object {attribute: column}");
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        wanted.properties().forEach(entry -> columns.put(entry.getKey(), names(entry.getValue())));
        ColumnMap map = new ColumnMap(columns);
        maps.keep(name, map, access.actor());
        return map.columns();
    }

    private static List<String> names(JsonNode value) {
        List<String> names = new ArrayList<>();
        Iterable<JsonNode> parts = value.isArray() ? value : List.of(value);
        for (JsonNode part : parts) {
            if (!part.isTextual()) {
                throw new BadRequestException("A column is named by a text");
            }
            names.add(part.asText());
        }
        if (names.isEmpty()) {
            throw new BadRequestException("An attribute needs at least one column");
        }
        return names;
    }
}
