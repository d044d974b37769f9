package io.karat.standardise;

/** 64-bit hashes that are the same in every process: FNV-1a with a final mix. */
final class Hash {

    /** Of nothing so far. */
    static final long BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    static long of(byte[] bytes) {
        return mixed(with(BASIS, bytes));
    }

    /** The hash of a text in a space of its own: {@link #space}, then {@link #with}, then {@link #mixed}. */
    static long of(long space, String text) {
        return mixed(with(space, text));
    }

    /** Where the hashes of one kind of terms begin. */
    static long space(String name) {
        return with(with(BASIS, name), 0xffff);
    }

    /** The unfinished hash {@code h}, continued. */
    static long with(long h, int unit) {
        return (h ^ unit) * PRIME;
    }

    static long with(long hash, byte[] bytes) {
        long h = hash;
        for (byte b : bytes) {
            h = (h ^ b & 0xff) * PRIME;
        }
        return h;
    }

    static long with(long hash, String text) {
        return with(hash, text, 0, text.length());
    }

    static long with(long hash, String text, int from, int to) {
        long h = hash;
        for (int i = from; i < to; i++) {
            h = (h ^ text.charAt(i)) * PRIME;
        }
        return h;
    }

    /** The finished hash. */
    static long mixed(long hash) {
        long h = hash;
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        return h ^ h >>> 32;
    }
}
