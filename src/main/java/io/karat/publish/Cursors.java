package io.karat.publish;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes and reads the cursors of the feed. A cursor is opaque and sealed: one that was changed, or made for another hub,
 * is not read.
 */
@Singleton
final class Cursors {

    private static final byte FORMAT = 1;
    private static final int FIXED = 1 + Long.BYTES + Integer.BYTES;
    private static final int SEAL = 12;
    private static final int LONGEST = 400;

    private final byte[] key;

    Cursors(Keys keys) {
        key = keys.cursors();
    }

    /**
     * A place in the feed: everything up to {@code seq} has been read.
     *
     * @param read of the event at {@code seq}. A database that went back to a backup and counted on has another event
     *     there, which no number could tell: not {@code seq}, and not the ledger's epoch, which goes back as well
     */
    record Place(String entity, long seq, Fingerprint read) {}

    String write(Place place) {
        byte[] entity = place.entity().getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(FIXED + entity.length)
                .put(FORMAT)
                .putLong(place.seq())
                .putInt(place.read().value())
                .put(entity)
                .array();
        byte[] sealed = Arrays.copyOf(body, body.length + SEAL);
        System.arraycopy(seal(body), 0, sealed, body.length, SEAL);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Empty when this hub did not write it. */
    Optional<Place> read(String cursor) {
        byte[] sealed = cursor.length() > LONGEST ? new byte[0] : decode(cursor);
        if (sealed.length < FIXED + SEAL || !write(sealed).equals(cursor)) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(sealed, sealed.length - SEAL);
        byte[] given = Arrays.copyOfRange(sealed, body.length, sealed.length);
        if (!MessageDigest.isEqual(seal(body), given) || body[0] != FORMAT) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(body, 1, body.length - 1);
        long seq = fields.getLong();
        Fingerprint read = new Fingerprint(fields.getInt());
        return Optional.of(new Place(new String(body, FIXED, body.length - FIXED, StandardCharsets.UTF_8), seq, read));
    }

    /** Base64 leaves unused bits at the end; only the one way in which they were written is good. */
    private static String write(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private static byte[] decode(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] seal(byte[] body) {
        return Arrays.copyOf(Keys.hmac(key, body), SEAL);
    }
}
