package io.karat.cli;

/** One record of a file, as the hub takes it, or the reason why it cannot be read. */
sealed interface SourceLine {

    /** The line of the file on which it begins, from 1. */
    long number();

    /**
     * @param key the record's key where the reader knows it, else empty
     * @param json one line of the hub's bulk format, without its end
     */
    record Parsed(long number, String key, String json) implements SourceLine {}

    record Unreadable(long number, String code, String reason) implements SourceLine {}
}
