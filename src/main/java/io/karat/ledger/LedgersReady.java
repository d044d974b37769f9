package io.karat.ledger;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every ledger writes. Readiness and not liveness: a ledger that another hub has taken over must not be
 * restarted, or the two would take it from each other for ever.
 */
@Readiness
@Singleton
final class LedgersReady implements HealthCheck {

    private final Ledgers ledgers;

    LedgersReady(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Ledgers").up();
        ledgers.all().forEach((entity, ledger) -> {
            String stopped = ledger.stopped();
            answer.withData(entity, stopped == null ? "writes" : stopped);
            if (stopped != null) {
                answer.down();
            }
        });
        return answer.build();
    }
}
