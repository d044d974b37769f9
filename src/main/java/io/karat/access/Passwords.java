package io.karat.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Argon2id with 19 MiB, two passes and one lane, the least that OWASP's password storage sheet recommends. Each hash says
 * how it was made, so these figures can be raised later.
 *
 * <p>Only few are computed at a time: a flood of sign-ins waits instead of taking all memory and processors.
 */
@Singleton
final class Passwords {

    static final int SHORTEST = 8;
    static final int LONGEST = 1024;

    private static final Argon2Function FUNCTION = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private final Semaphore permits =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final String nobody = hash(Secrets.random());

    String hash(String password) {
        return limited(
                () -> Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult());
    }

    /** Takes as long when there is no such account as when the password is wrong. */
    boolean check(String password, Optional<String> hash) {
        String against = hash.orElse(nobody);
        String asked = password.length() > LONGEST ? password.substring(0, LONGEST) : password;
        boolean matches =
                limited(() -> Password.check(asked, against).with(Argon2Function.getInstanceFromHash(against)));
        return matches && hash.isPresent() && asked.length() == password.length();
    }

    private <T> T limited(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
