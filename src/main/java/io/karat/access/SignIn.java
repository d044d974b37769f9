package io.karat.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Signs people in and out. */
@Singleton
final class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    /** A flood of sign-ins may keep this many threads waiting for a processor, and no more. */
    private static final int AT_A_TIME = 16;

    private final Accounts accounts;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    SignIn(Accounts accounts, Sessions sessions, SignInThrottle throttle) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
    }

    sealed interface Result {
        record Welcome() implements Result {}

        record Wrong() implements Result {}

        record Wait(Duration time) implements Result {}
    }

    /** A new session under a new secret; an earlier one of this browser ends. */
    Result in(String name, String password, RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        Duration wait = throttle.delay(name, address);
        if (wait.isPositive()) {
            return new Result.Wait(wait);
        }
        if (!turns.tryAcquire()) {
            return new Result.Wait(Duration.ofSeconds(1));
        }
        try {
            return tryPassword(name, password, address, context);
        } finally {
            turns.release();
        }
    }

    private Result tryPassword(String name, String password, String address, RoutingContext context) {
        Optional<Account> account = accounts.verify(name, password);
        if (account.isEmpty()) {
            throttle.failed(name, address);
            LOG.info("A sign-in failed");
            return new Result.Wrong();
        }
        throttle.succeeded(name, address);
        SignInCookies.session(context).ifPresent(sessions::end);
        SignInCookies.beginSession(context, sessions.begin(account.get().name()));
        return new Result.Welcome();
    }

    void out(RoutingContext context) {
        SignInCookies.session(context).ifPresent(sessions::end);
        SignInCookies.endSession(context);
    }
}
