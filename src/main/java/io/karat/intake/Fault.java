package io.karat.intake;

import org.jspecify.annotations.Nullable;

/**
 * Why a record could not be read. The message never holds a value of the record.
 *
 * @param code stable, for example {@code json.syntax} or {@code attribute.unknown}
 * @param pointer JSON Pointer into the line or body, where there is one
 * @param column of a CSV file, where there is one
 */
public record Fault(
        String code,
        String message,
        @Nullable String pointer,
        @Nullable String column) {

    static Fault at(String pointer, String code, String message) {
        return new Fault(code, message, pointer, null);
    }

    static Fault of(String code, String message) {
        return new Fault(code, message, null, null);
    }

    static Fault inColumn(String column, String code, String message) {
        return new Fault(code, message, null, column);
    }
}
