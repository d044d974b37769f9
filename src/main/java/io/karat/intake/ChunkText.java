package io.karat.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.karat.ledger.Command;
import io.karat.ledger.PlanEffect;
import io.karat.model.RecordData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The packed form in which lines and results stand in a job's chunk. */
final class ChunkText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChunkText() {}

    /** A line of either kind; {@code data} is null for a tombstone, {@code on} is what it is based on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(
            long n,
            @Nullable String key,
            @Nullable String at,
            @Nullable String on,
            @Nullable SortedMap<String, List<String>> data,
            @Nullable Fault fault) {

        static Stored of(Line line) {
            return switch (line) {
                case Line.Read(long number, String key, Submission submission) -> {
                    Instant at = submission.observedAt();
                    RecordData data = submission.data();
                    Command.BasedOn on = submission.basedOn();
                    yield new Stored(
                            number,
                            key,
                            at == null ? null : at.toString(),
                            on == null ? null : on.golden() + "/" + on.version(),
                            data == null ? null : data.values(),
                            null);
                }
                case Line.Unread(long number, String key, Fault fault) ->
                    new Stored(number, key, null, null, null, fault);
            };
        }

        Line line() {
            if (fault != null || key == null) {
                return new Line.Unread(n, key, fault == null ? Fault.of("key.missing", "a record needs a key") : fault);
            }
            return new Line.Read(
                    n,
                    key,
                    new Submission(
                            key,
                            at == null ? null : Instant.parse(at),
                            data == null ? null : new RecordData(new TreeMap<>(data)),
                            on == null ? null : SubmissionReader.basedOn(on)));
        }
    }

    static byte[] packLines(List<Line> lines) {
        return pack(lines.stream().map(Stored::of).toList());
    }

    static List<Line> unpackLines(byte[] packed) {
        return unpack(packed).lines().map(ChunkText::line).toList();
    }

    static byte[] packResults(List<LineResult> results) {
        return pack(results);
    }

    /** NDJSON. */
    static String unpack(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value has no JSON form", e);
        }
    }

    static PlanEffect effect(String json) {
        return read(json, PlanEffect.class);
    }

    static Counts counts(String json) {
        return read(json, Counts.class);
    }

    static Map<String, List<String>> columns(String json) {
        try {
            return JSON.readValue(
                    json,
                    JSON.getTypeFactory()
                            .constructMapType(
                                    java.util.LinkedHashMap.class,
                                    JSON.constructType(String.class),
                                    JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document has another form than expected", e);
        }
    }

    private static Line line(String json) {
        return read(json, Stored.class).line();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document has another form than expected", e);
        }
    }

    /** Packs quickly rather than small: nothing stays here for long. */
    static OutputStream packer(OutputStream to) throws IOException {
        return new GZIPOutputStream(to) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    /** NDJSON. */
    private static byte[] pack(List<?> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer(bytes);
                SequenceWriter lines =
                        JSON.writer().withRootValueSeparator("\n").writeValues(out)) {
            for (Object value : values) {
                lines.write(value);
            }
            lines.flush();
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
