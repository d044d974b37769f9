package io.karat.ledger;

import java.util.concurrent.CompletableFuture;

/** What the writer can be given. Its future completes after the commit, or with the reason why there was none. */
sealed interface Work {

    CompletableFuture<?> future();

    record Arrived(Arrival arrival, CompletableFuture<Outcome.OfSource> future) implements Work {}

    record Act(Command.OfSteward command, CompletableFuture<Outcome.OfSteward> future) implements Work {}

    /** An act that is carried out and taken back, to see what it would come to. */
    record Look(Command.OfSteward command, CompletableFuture<Preview> future) implements Work {}

    /** A value that too many records hold becomes no evidence. */
    record Demotion(int attribute, long valueHash, CompletableFuture<Void> future) implements Work {}

    /** A step of something larger that needs the writer for a moment. */
    record Step<T>(Turns.Turn<T> turn, CompletableFuture<T> future) implements Work {}

    /** Something that must happen between two batches, on the writer's thread. */
    record Between(Runnable action, CompletableFuture<Void> future) implements Work {}
}
