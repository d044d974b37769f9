package io.karat.standardise;

/** 64-bit hashes that are the same in every process: FNV-1a with a final mix. */
final class Hash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    static long of(byte[] bytes) {
        long h = BASIS;
        for (byte b : bytes) {
            h = (h ^ b & 0xff) * PRIME;
        }
        return mixed(h);
    }

    static long of(String space, String text) {
        long h = BASIS;
        for (int i = 0; i < space.length(); i++) {
            h = (h ^ space.charAt(i)) * PRIME;
        }
        h = (h ^ 0xffff) * PRIME;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * PRIME;
        }
        return mixed(h);
    }

    private static long mixed(long hash) {
        long h = hash;
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        return h ^ h >>> 32;
    }
}
