package io.karat.ui;

import io.karat.access.Access;
import io.karat.ledger.Command;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.Preview;
import io.karat.ledger.QueueFull;
import io.karat.model.Approval;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes a person's wishes to the ledger and waits for what becomes of them. */
@RequestScoped
class Steward {

    private final Ledgers ledgers;
    private final Access access;

    Steward(Ledgers ledgers, Access access) {
        this.ledgers = ledgers;
        this.access = access;
    }

    String actor() {
        return access.actor();
    }

    /** Whether this person may approve what asks for the role. */
    boolean mayApprove(Approval.By role) {
        return access.mayApprove(role);
    }

    /** The roles whose approvals this person can give. */
    Set<String> approves() {
        return access.approves();
    }

    /** @throws QueueFull when nothing was taken */
    Outcome.OfSteward ask(String entity, Command.OfSteward command) {
        return await(ledgers.submit(entity, command));
    }

    /**
     * What would become of them; changes nothing.
     *
     * @throws QueueFull when it was not looked at
     */
    Preview preview(String entity, Command.OfSteward command) {
        return await(ledgers.preview(entity, command));
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof QueueFull full) {
                throw full;
            }
            throw e;
        }
    }
}
