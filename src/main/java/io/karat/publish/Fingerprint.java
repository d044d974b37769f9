package io.karat.publish;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/** Tells one version of a golden record from any other that ever stood, or will stand, at the same place of the feed. */
record Fingerprint(int value) {

    /** Of the place before the first event. */
    static final Fingerprint START = new Fingerprint(0);

    static Fingerprint of(UUID goldenId, int version, Instant at) {
        ByteBuffer bytes = ByteBuffer.allocate(28)
                .putLong(goldenId.getMostSignificantBits())
                .putLong(goldenId.getLeastSignificantBits())
                .putInt(version)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        return new Fingerprint(ByteBuffer.wrap(sha256(bytes.array())).getInt());
    }

    String hex() {
        return HexFormat.of().toHexDigits(value);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
