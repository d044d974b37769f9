package io.karat.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing. Wrong passwords are counted for the pair of account and address, for the address, and for the
 * account; beyond what people mistype, each further one doubles the time until the next try, up to a quarter of an hour.
 * While that time runs no password is looked at, right or wrong.
 *
 * <p>The account's own limit is high, so that a stranger cannot lock a steward out with a handful of tries. Counts live in
 * memory: a restart forgets them, and nobody can restart the hub to guess. Names that do not exist count like those that do.
 */
@Singleton
final class SignInThrottle {

    private static final int FREE_FOR_PAIR = 5;
    private static final int FREE_FOR_ADDRESS = 50;
    private static final int FREE_FOR_ACCOUNT = 100;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final int MOST = 20_000;

    private final Clock clock;

    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    @Inject
    SignInThrottle() {
        this(Clock.systemUTC());
    }

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How long to wait before the next try; zero when it may be made now. */
    synchronized Duration delay(String account, String address) {
        Instant now = clock.instant();
        Duration wait = Duration.ZERO;
        for (String subject : subjects(account, address).keySet()) {
            Failures known = failures.get(subject);
            if (known != null && known.until().isAfter(now)) {
                Duration left = Duration.between(now, known.until());
                wait = left.compareTo(wait) > 0 ? left : wait;
            }
        }
        return wait;
    }

    synchronized void failed(String account, String address) {
        Instant now = clock.instant();
        subjects(account, address)
                .forEach((subject, free) -> failures.merge(
                        subject,
                        Failures.first(now),
                        (known, first) -> known.stale(now) ? first : known.again(now, free)));
    }

    /** Forgives the account and the pair; the address still answers for what else it tried. */
    synchronized void succeeded(String account, String address) {
        failures.remove(pair(account, address));
        failures.remove(account(account));
    }

    private static Map<String, Integer> subjects(String account, String address) {
        return Map.of(
                pair(account, address),
                FREE_FOR_PAIR,
                "address " + address,
                FREE_FOR_ADDRESS,
                account(account),
                FREE_FOR_ACCOUNT);
    }

    private static String pair(String account, String address) {
        return "pair " + address + ' ' + Secrets.derive("throttle", account);
    }

    private static String account(String account) {
        return "account " + Secrets.derive("throttle", account);
    }

    private record Failures(int count, Instant last, Instant until) {

        static Failures first(Instant now) {
            return new Failures(1, now, now);
        }

        boolean stale(Instant now) {
            return last.plus(MEMORY).isBefore(now);
        }

        Failures again(Instant now, int free) {
            int beyond = Math.clamp(count + 1L - free, 0, 20);
            Duration wait = beyond == 0 ? Duration.ZERO : Duration.ofSeconds(1L << (beyond - 1));
            return new Failures(count + 1, now, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
        }
    }
}
