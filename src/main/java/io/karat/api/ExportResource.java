package io.karat.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Exports;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Everything of an entity type in one file. */
@ShowsValues
@Path("/api/v1/export/{entity}/{what}")
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Golden records")
class ExportResource {

    private final Exports exports;
    private final EntityTypes types;
    private final ObjectMapper json;

    ExportResource(Exports exports, EntityTypes types, ObjectMapper json) {
        this.exports = exports;
        this.types = types;
        this.json = json;
    }

    @GET
    @Produces({BulkResource.CSV, BulkResource.NDJSON})
    @Operation(
            summary = "Links, golden records or reviews as CSV or NDJSON",
            description = "links: source,key,golden_id of every live record that is decided. golden:"
                    + " golden_id,version,<attributes>, many values as a JSON array. reviews:"
                    + " review_id,kind,left,right,score,state. CSV values are written as they are (round-trip); ask for"
                    + " safe=true when a spreadsheet will open the file.")
    public Response export(
            String entity,
            String what,
            @RestQuery @DefaultValue("csv") String format,
            @RestQuery @DefaultValue("false") boolean safe) {
        EntityType type = types.require(entity);
        if (!format.equals("csv") && !format.equals("ndjson")) {
            throw Refused.of(Response.Status.BAD_REQUEST, "export.format", "The format is csv or ndjson");
        }
        if (!what.equals("links") && !what.equals("golden") && !what.equals("reviews")) {
            throw Refused.of(Response.Status.NOT_FOUND, "export.unknown", "Exports are links, golden and reviews");
        }
        StreamingOutput body = out -> {
            try (BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                RowWriter rows = format.equals("csv") ? new CsvRows(writer, json, safe) : new JsonRows(writer, json);
                write(type, what, rows);
            }
        };
        return Response.ok(body, format.equals("csv") ? BulkResource.CSV + ";charset=UTF-8" : BulkResource.NDJSON)
                .build();
    }

    private void write(EntityType type, String what, RowWriter rows) throws IOException {
        switch (what) {
            case "links" -> {
                rows.begin("source", "key", "golden_id");
                exports.links(
                        type,
                        link -> rows.row(link.record().source(), link.record().key(), link.goldenId()));
            }
            case "golden" -> {
                rows.begin(Stream.concat(
                                Stream.of("golden_id", "version"),
                                type.attributes().stream().map(Attribute::name))
                        .toArray(String[]::new));
                exports.golden(type, golden -> {
                    Map<String, Object> data = Data.of(type, golden.values());
                    @Nullable Object[] row = new Object[type.attributes().size() + 2];
                    row[0] = golden.id();
                    row[1] = golden.version();
                    for (int i = 0; i < type.attributes().size(); i++) {
                        row[i + 2] = data.get(type.attributes().get(i).name());
                    }
                    rows.row(row);
                });
            }
            default -> {
                rows.begin("review_id", "kind", "left", "right", "score", "state");
                exports.reviews(
                        type,
                        review -> rows.row(
                                review.id(),
                                review.kind(),
                                review.left().source() + "/" + review.left().key(),
                                review.right().source() + "/" + review.right().key(),
                                Math.round(review.score() * 1e6) / 1e6,
                                review.state()));
            }
        }
    }

    private interface RowWriter {
        void begin(String... columns) throws IOException;

        void row(@Nullable Object... values) throws IOException;
    }

    /** RFC 4180 with line feeds. */
    private record CsvRows(BufferedWriter out, ObjectMapper json, boolean safe) implements RowWriter {
        @Override
        public void begin(String... columns) throws IOException {
            row((Object[]) columns);
        }

        @Override
        public void row(@Nullable Object... values) throws IOException {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    out.write(',');
                }
                out.write(field(values[i]));
            }
            out.write('\n');
        }

        private String field(@Nullable Object value) throws IOException {
            String text = value == null
                    ? ""
                    : value instanceof Iterable<?> ? json.writeValueAsString(value) : value.toString();
            boolean formula = safe && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
            String shown = formula ? "'" + text : text;
            boolean quote = shown.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return quote ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
        }
    }

    private static final class JsonRows implements RowWriter {
        private final BufferedWriter out;
        private final ObjectMapper json;
        private String[] columns = {};

        JsonRows(BufferedWriter out, ObjectMapper json) {
            this.out = out;
            this.json = json;
        }

        @Override
        public void begin(String... names) {
            this.columns = names;
        }

        @Override
        public void row(@Nullable Object... values) throws IOException {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                if (values[i] != null) {
                    row.put(columns[i], values[i]);
                }
            }
            out.write(json.writeValueAsString(row));
            out.write('\n');
        }
    }
}
