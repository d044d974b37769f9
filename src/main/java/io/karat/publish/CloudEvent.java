package io.karat.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a golden record as subscribers receive it: a CloudEvent 1.0 in its structured JSON form. The same event
 * has the same {@code id} on every channel, in every retry and replay.
 *
 * @param type {@code golden.created}, {@code updated}, {@code merged}, {@code split}, {@code deleted} or {@code restored}
 * @param subject the golden id
 * @param seq place in the feed of the entity type, without gaps
 * @param version of the golden record, without gaps: apply an event whose version is greater than yours
 */
@JsonPropertyOrder({
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "datacontenttype",
    "entity",
    "seq",
    "version",
    "data"
})
public record CloudEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String entity,
        long seq,
        int version,
        Data data) {

    public static final String MEDIA_TYPE = "application/cloudevents+json";

    static CloudEvent of(GoldenEvent event) {
        return new CloudEvent(
                "1.0",
                event.id(),
                "/karat/" + event.entity(),
                event.type(),
                event.goldenId().toString(),
                event.at(),
                "application/json",
                event.entity(),
                event.seq(),
                event.version(),
                event.data());
    }

    /**
     * The golden record at this version.
     *
     * @param state {@code live} or {@code retired}
     * @param values none when retired
     * @param heir where a retired id leads; absent when it died with its last member
     * @param merged ids that this golden record took in
     * @param splitFrom id that this golden record came out of
     * @param moved by golden id, the records (source, key) that went there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"id", "version", "state", "values", "heir", "merged", "splitFrom", "moved"})
    public record Data(
            UUID id,
            int version,
            String state,
            Map<String, List<String>> values,
            @Nullable UUID heir,
            @Nullable List<UUID> merged,
            @Nullable UUID splitFrom,
            @Nullable Map<UUID, List<List<String>>> moved) {

        public Data {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
