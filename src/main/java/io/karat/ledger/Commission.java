package io.karat.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who wants a plan.
 *
 * @param job that it is made for; one that begins again goes on with the version that was learnt for it
 */
public record Commission(@Nullable UUID job, String actor, PlanProgress progress) {

    static Commission by(String actor) {
        return new Commission(null, actor, PlanProgress.UNWATCHED);
    }
}
