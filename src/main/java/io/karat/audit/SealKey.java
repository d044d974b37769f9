package io.karat.audit;

import io.karat.boot.DataDirectory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** What checkpoints are sealed with. It lies in the data directory, so that the database alone forges none. */
@Singleton
final class SealKey {

    private static final String FILE = "audit.key";

    private final byte[] key;

    @Inject
    SealKey(DataDirectory directory) {
        this(directory.readSecret(FILE).orElseGet(() -> {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String made = Base64.getEncoder().encodeToString(random);
            directory.writeSecret(FILE, made);
            return made;
        }));
    }

    SealKey(String base64) {
        key = Base64.getDecoder().decode(base64);
    }

    byte[] bytes() {
        return key;
    }
}
