package io.karat.publish;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version of a golden record as the ledger keeps it: the row from which every channel makes its event. */
record GoldenEvent(
        String entity,
        long seq,
        UUID goldenId,
        int version,
        String kind,
        Instant at,
        Map<String, List<String>> values,
        Detail detail) {

    /** Columns of {@code golden_version v} and {@code golden_payload p} that {@link #of(ResultSet)} reads. */
    static final String COLUMNS = "v.entity, v.seq, v.golden_id, v.version, v.kind, v.at, v.detail, p.values";

    static final String TABLES = "golden_version v left join golden_payload p on p.entity = v.entity and p.seq = v.seq";

    private static final TypeReference<Map<String, List<String>>> VALUES = new TypeReference<>() {};

    /** Ids and record keys that a version carries besides its values. */
    record Detail(
            @Nullable List<UUID> merged,
            @Nullable UUID into,
            @Nullable UUID splitFrom,
            @Nullable Map<UUID, List<List<String>>> moved) {
        static final Detail NONE = new Detail(null, null, null, null);
    }

    static GoldenEvent of(ResultSet row) throws SQLException {
        String values = row.getString("values");
        String detail = row.getString("detail");
        return new GoldenEvent(
                row.getString("entity"),
                row.getLong("seq"),
                Statements.uuid(row, "golden_id"),
                row.getInt("version"),
                row.getString("kind"),
                Statements.instant(row, "at"),
                values == null ? Map.of() : Json.read(values, VALUES),
                detail == null ? Detail.NONE : Json.read(detail, new TypeReference<>() {}));
    }

    /**
     * Differs, too, between events that took the same place before and after a database went back to a backup, so that a
     * subscriber who drops what it has seen does not drop the second.
     */
    String id() {
        return entity + "-" + seq + "-" + Fingerprint.of(goldenId, version, at).hex();
    }

    String type() {
        return "golden." + (kind.equals("revived") ? "restored" : kind);
    }

    /** The present state of a live golden record: columns {@code golden_id, version, values}. */
    static CloudEvent.Data live(ResultSet row) throws SQLException {
        String values = row.getString("values");
        return new CloudEvent.Data(
                Statements.uuid(row, "golden_id"),
                row.getInt("version"),
                "live",
                values == null ? Map.of() : Json.read(values, VALUES),
                null,
                null,
                null,
                null);
    }

    private boolean retired() {
        return kind.equals("deleted") || detail.into() != null;
    }

    CloudEvent.Data data() {
        return new CloudEvent.Data(
                goldenId,
                version,
                retired() ? "retired" : "live",
                retired() ? Map.of() : values,
                detail.into(),
                detail.merged(),
                detail.splitFrom(),
                detail.moved());
    }
}
