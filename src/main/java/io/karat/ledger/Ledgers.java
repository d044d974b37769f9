package io.karat.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The door to the ledgers: one single writer per entity type. */
@ApplicationScoped
public class Ledgers {

    /**
     * @throws QueueFull when the queue is full; nothing was taken
     * @throws IllegalArgumentException when there is no such entity type
     */
    public CompletableFuture<Outcome.OfSource> submit(String entity, Command.OfSource command, Lane lane) {
        throw new UnsupportedOperationException(entity);
    }

    /** All or nothing is taken; the outcomes come in the order of the commands. */
    public CompletableFuture<List<Outcome.OfSource>> submitAll(
            String entity, List<? extends Command.OfSource> commands, Lane lane) {
        throw new UnsupportedOperationException(entity);
    }

    public CompletableFuture<Outcome.OfSteward> submit(String entity, Command.OfSteward command) {
        throw new UnsupportedOperationException(entity);
    }
}
