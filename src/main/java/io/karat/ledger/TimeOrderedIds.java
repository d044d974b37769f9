package io.karat.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** Draws version 7 UUIDs (RFC 9562): milliseconds, a counter within the millisecond, random bits. */
final class TimeOrderedIds implements Supplier<UUID> {

    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private int counter;

    TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized UUID get() {
        long millis = Math.max(clock.millis(), lastMillis);
        counter = millis == lastMillis ? counter + 1 : random.nextInt(1 << (COUNTER_BITS - 1));
        if (counter >= 1 << COUNTER_BITS) {
            millis++;
            counter = 0;
        }
        lastMillis = millis;
        long high = millis << 16 | 0x7000L | counter;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
