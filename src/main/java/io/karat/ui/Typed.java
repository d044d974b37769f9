package io.karat.ui;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody typed into a form. */
final class Typed {

    private Typed() {}

    /** Without what surrounds it; empty for nothing. */
    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    static @Nullable String given(@Nullable String typed) {
        return text(typed).isEmpty() ? null : text(typed);
    }

    /** Of an id, or of a pasted address that ends with one; null for anything else. */
    static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text.substring(text.lastIndexOf('/') + 1));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Those of them that can be read. */
    static List<UUID> ids(@Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().map(Typed::id).filter(Objects::nonNull).toList();
    }

    /** Not negative; null for anything else. */
    static @Nullable Long number(@Nullable String typed) {
        return text(typed).matches("\\d{1,18}") ? Long.valueOf(text(typed)) : null;
    }

    /** @throws BadRequestException without one: no form of ours leaves it out */
    static UUID required(@Nullable UUID id) {
        if (id == null) {
            throw new BadRequestException("say which golden record");
        }
        return id;
    }

    /** What stands in the fields {@code value.ATTRIBUTE}; of attributes with several values, one on each line. */
    static RecordData data(EntityType type, MultivaluedMap<String, String> form) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        for (Attribute attribute : type.attributes()) {
            String typed = text(form.getFirst("value." + attribute.name()));
            values.put(
                    attribute.name(),
                    attribute.many() ? typed.lines().map(String::strip).toList() : List.of(typed));
        }
        return new RecordData(values);
    }

    /** Records named as {@code source/key}. */
    static List<RecordKey> records(@Nullable List<String> tokens) {
        return tokens == null ? List.of() : tokens.stream().map(Typed::key).toList();
    }

    private static RecordKey key(String token) {
        int slash = token.indexOf('/');
        if (slash < 1 || slash == token.length() - 1) {
            throw new BadRequestException("a record is named source/key");
        }
        return new RecordKey(token.substring(0, slash), token.substring(slash + 1));
    }

    /** A time with its offset, or without one in UTC; null where it is neither. */
    static @Nullable Instant instant(String text) {
        String time = text.strip();
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException _) {
            try {
                return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException _) {
                return null;
            }
        }
    }
}
