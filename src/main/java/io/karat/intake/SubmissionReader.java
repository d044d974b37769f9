package io.karat.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.karat.ledger.Command;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one submission from JSON, strictly: what is not understood is a fault, and all faults of a record are told.
 * Numbers are kept as they are written.
 */
final class SubmissionReader {

    /** What became of a text. */
    sealed interface Reading {}

    record Sound(String key, Submission submission) implements Reading {}

    /** At least one fault. */
    record Faulty(@Nullable String key, List<Fault> faults) implements Reading {
        Faulty {
            faults = List.copyOf(faults);
        }
    }

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH)
                    .maxStringLength(Limits.RECORD_BYTES)
                    .maxNameLength(Limits.RECORD_BYTES)
                    .maxNumberLength(Limits.NUMBER_LENGTH)
                    .build())
            .build();

    private static final Pattern BASED_ON =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/([1-9][0-9]{0,8})");

    private final EntityType type;

    SubmissionReader(EntityType type) {
        this.type = type;
    }

    static Fault tooLarge() {
        return Fault.of("record.size", "a record has at most " + Limits.RECORD_BYTES + " bytes");
    }

    /** {@code {key, observedAt?, basedOn?, op?, data}}. */
    Reading readLine(String json) {
        return new Document(null).read(json);
    }

    /** {@code {observedAt?, basedOn?, data}} of a record whose key is known. */
    Reading readBody(String key, String json) {
        return new Document(key).read(json);
    }

    /** {@code {data}} alone, for a search. */
    Reading readQuery(String json) {
        return new Document("-").read(json);
    }

    static @Nullable Fault faultOfKey(String key) {
        if (key.isEmpty()) {
            return Fault.of("key.missing", "a record needs a key");
        }
        if (key.length() > Limits.KEY_LENGTH) {
            return Fault.of("key.length", "a key has at most " + Limits.KEY_LENGTH + " characters");
        }
        return Characters.faultOf(key);
    }

    /** {@code ID/VERSION}; null where it is not. */
    static Command.@Nullable BasedOn basedOn(String text) {
        Matcher parts = BASED_ON.matcher(text);
        return parts.matches()
                ? new Command.BasedOn(UUID.fromString(parts.group(1)), Integer.parseInt(parts.group(2)))
                : null;
    }

    /** Null where it is no instant that can be kept. */
    static @Nullable Instant instant(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() < 1 || time.getYear() > 9999 ? null : time.toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** One document while it is read. */
    private final class Document {
        private final @Nullable String knownKey;
        private final List<Fault> faults = new ArrayList<>();
        private @Nullable String key;
        private @Nullable Instant observedAt;
        private @Nullable RecordData data;
        private Command.@Nullable BasedOn basedOn;
        private boolean delete;

        Document(@Nullable String knownKey) {
            this.knownKey = knownKey;
            this.key = knownKey;
        }

        Reading read(String json) {
            if (Characters.exceeds(json, Limits.RECORD_BYTES)) {
                return new Faulty(key, List.of(tooLarge()));
            }
            if (Characters.hasLoneSurrogate(json)) {
                return new Faulty(key, List.of(Fault.of("text.encoding", "the text is not UTF-8")));
            }
            try (JsonParser parser = JSON.createParser(json)) {
                envelope(parser);
            } catch (StreamConstraintsException e) {
                return new Faulty(key, List.of(limit(e)));
            } catch (JsonProcessingException e) {
                return new Faulty(key, List.of(syntax(e)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return judge();
        }

        private Reading judge() {
            if (key == null && faults.isEmpty()) {
                faults.add(Fault.at("/key", "key.missing", "a record needs a key"));
            }
            if (!delete && data == null && faults.isEmpty()) {
                faults.add(Fault.at("/data", "data.missing", "a record needs data; for a tombstone say op: delete"));
            }
            if (!faults.isEmpty() || key == null) {
                return new Faulty(key, faults);
            }
            return new Sound(key, new Submission(key, observedAt, delete ? null : data, basedOn));
        }

        private void envelope(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                fault("", "json.type", "a JSON object is expected");
                return;
            }
            Set<String> seen = new HashSet<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String pointer = pointer("", name);
                parser.nextToken();
                if (!seen.add(name)) {
                    fault(pointer, "json.duplicate", "this member stands twice");
                    parser.skipChildren();
                } else {
                    member(parser, name, pointer);
                }
            }
            if (parser.nextToken() != null) {
                fault("", "json.trailing", "there is text after the end of the JSON object");
            }
        }

        private void member(JsonParser parser, String name, String pointer) throws IOException {
            if (name.equals("data")) {
                data(parser, pointer);
                return;
            }
            boolean known = name.equals("observedAt")
                    || name.equals("basedOn")
                    || (knownKey == null && (name.equals("key") || name.equals("op")));
            if (!known) {
                fault(pointer, "member.unknown", "this member is not known");
                parser.skipChildren();
                return;
            }
            if (parser.currentToken() == JsonToken.VALUE_NULL
                    && (name.equals("observedAt") || name.equals("basedOn"))) {
                return;
            }
            boolean number = name.equals("key") && parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
            if (parser.currentToken() != JsonToken.VALUE_STRING && !number) {
                fault(pointer, "value.type", "a text is expected");
                parser.skipChildren();
                return;
            }
            text(name, parser.getText(), pointer);
        }

        private void text(String name, String text, String pointer) {
            switch (name) {
                case "key" -> {
                    Fault fault = faultOfKey(text);
                    if (fault == null) {
                        key = text;
                    } else {
                        fault(pointer, fault.code(), fault.message());
                    }
                }
                case "op" -> {
                    delete = text.equals("delete");
                    if (!delete && !text.equals("upsert")) {
                        fault(pointer, "op.unknown", "op is upsert or delete");
                    }
                }
                case "basedOn" -> {
                    basedOn = basedOn(text);
                    if (basedOn == null) {
                        fault(pointer, "based-on.format", "a golden id and its version are expected, as ID/3");
                    }
                }
                default -> {
                    observedAt = instant(text);
                    if (observedAt == null) {
                        fault(
                                pointer,
                                "observed-at.format",
                                "a time with its offset is expected, as 2026-01-31T12:00:00Z");
                    }
                }
            }
        }

        private void data(JsonParser parser, String pointer) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                fault(pointer, "value.type", "an object of attributes is expected");
                parser.skipChildren();
                return;
            }
            DataReader reader = new DataReader(type, faults);
            data = reader.read(parser, pointer);
        }

        private void fault(String pointer, String code, String message) {
            if (faults.size() < Limits.FAULTS) {
                faults.add(Fault.at(pointer, code, message));
            }
        }
    }

    static String pointer(String parent, String name) {
        String safe = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return parent + "/" + safe.replace("~", "~0").replace("/", "~1");
    }

    private static Fault limit(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.contains("depth")) {
            return Fault.of("json.depth", "a document is nested at most " + Limits.DEPTH + " deep");
        }
        if (message.contains("Number")) {
            return Fault.of("number.length", "a number has at most " + Limits.NUMBER_LENGTH + " digits");
        }
        return tooLarge();
    }

    private static Fault syntax(JsonProcessingException e) {
        if (e instanceof com.fasterxml.jackson.core.io.JsonEOFException) {
            return Fault.of("json.truncated", "the JSON ends before its end");
        }
        int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        String where = line > 1 ? "line " + line + ", column " + column : "column " + column;
        return Fault.of("json.syntax", "this is no JSON, from " + where + " on");
    }
}
