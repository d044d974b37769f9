package io.karat.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How entries are chained: SHA-256 over the hash before, the place, what may never be erased, and a salted commitment to
 * what may. Each field goes in with its length, so that no two entries are written alike.
 */
final class Chain {

    static final byte[] BEGINNING = new byte[32];

    private static final int NOTHING = -1;

    private final MessageDigest digest;

    private Chain() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** To what may be erased, as long as it is there. */
    static byte[] commitment(Entry entry, UUID salt) {
        return new Chain()
                .add(salt.toString())
                .add(entry.reason())
                .add(entry.before())
                .add(entry.after())
                .digest
                .digest();
    }

    static byte[] hash(byte[] before, long place, Entry entry, byte[] commitment) {
        Chain chain = new Chain()
                .add(before)
                .add(Long.toString(place))
                .add(Long.toString(entry.id()))
                .add(entry.at().toString())
                .add(entry.actor())
                .add(entry.kind())
                .add(entry.entity())
                .add(entry.subject());
        entry.golden().forEach(id -> chain.add(id.toString()));
        return chain.add(commitment).digest.digest();
    }

    /** Of a checkpoint. */
    static byte[] mac(byte[] key, long place, byte[] hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(place).array());
            return mac.doFinal(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private Chain add(@Nullable String field) {
        return field == null ? length(NOTHING) : add(field.getBytes(StandardCharsets.UTF_8));
    }

    private Chain add(byte[] field) {
        length(field.length);
        digest.update(field);
        return this;
    }

    private Chain length(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        return this;
    }
}
