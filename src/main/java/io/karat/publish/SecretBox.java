package io.karat.publish;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Keeps the secrets that deliveries are signed with. They must be readable to sign, so they are encrypted (AES-GCM) and
 * bound to their subscription: one row's secret does not open in another.
 */
@Singleton
final class SecretBox {

    private static final String PREFIX = "whsec_";
    private static final int NONCE = 12;

    private final SecretKey key;

    SecretBox(Keys keys) {
        key = keys.encryption();
    }

    /** A new secret in the form of Standard Webhooks. */
    static String make() {
        return PREFIX + Base64.getEncoder().encodeToString(Keys.random(32));
    }

    byte[] seal(UUID subscription, String secret) {
        byte[] nonce = Keys.random(NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, subscription, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /** @throws IllegalStateException when the data directory holds another key than the one it was sealed with */
    String open(UUID subscription, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        byte[] body = Arrays.copyOfRange(sealed, NONCE, sealed.length);
        return new String(run(Cipher.DECRYPT_MODE, nonce, subscription, body), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, UUID subscription, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(subscription.toString().getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The secret of subscription " + subscription
                            + " does not open with publish.key of the data directory; rotate it",
                    e);
        }
    }
}
