package io.karat.publish;

import io.karat.boot.DataDirectory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What this package encrypts and seals with. One secret in the data directory, made at first use; each purpose has a key
 * derived from it.
 */
@Singleton
final class Keys {

    private static final String FILE = "publish.key";

    private final byte[] root;

    @Inject
    Keys(DataDirectory directory) {
        this(directory.readSecret(FILE).orElseGet(() -> {
            String made = Base64.getEncoder().encodeToString(random(32));
            directory.writeSecret(FILE, made);
            return made;
        }));
    }

    Keys(String base64) {
        root = Base64.getDecoder().decode(base64);
    }

    /** Encrypts subscribers' secrets. */
    SecretKeySpec encryption() {
        return new SecretKeySpec(hmac(root, "subscription secrets"), "AES");
    }

    /** Seals cursors. */
    byte[] cursors() {
        return hmac(root, "feed cursors");
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
