package io.karat.intake;

/** What a channel takes at most. Part of the API's contract. */
public final class Limits {

    /** Of one record, in bytes of UTF-8. */
    public static final int RECORD_BYTES = 1 << 20;

    /** Of one bulk body, in bytes after decompression. */
    public static final long BODY_BYTES = 64L << 20;

    /** Of one part of a load, in bytes. */
    public static final int PART_BYTES = 16 << 20;

    /** Lines a caller may wait for. */
    public static final int WAIT_LINES = 10_000;

    /** Nesting of a JSON document. */
    public static final int DEPTH = 64;

    /** Members of a record's data, and columns of a CSV file. */
    public static final int ATTRIBUTES = 500;

    /** Of a record's key, in characters. */
    public static final int KEY_LENGTH = 512;

    /** Digits of a number. */
    static final int NUMBER_LENGTH = 1_000;

    /** Faults told of one record; the first ones say enough. */
    static final int FAULTS = 20;

    private Limits() {}
}
