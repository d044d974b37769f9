package io.karat.boot;

import java.security.SecureRandom;
import java.util.Base64;

/** The key that encrypts session cookies; kept, so that people stay signed in when the hub restarts. */
final class SessionKey {

    private static final String NAME = "session.key";

    private SessionKey() {}

    static String of(DataDirectory directory) {
        return directory.readSecret(NAME).orElseGet(() -> {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String key = Base64.getEncoder().withoutPadding().encodeToString(random);
            directory.writeSecret(NAME, key);
            return key;
        });
    }
}
