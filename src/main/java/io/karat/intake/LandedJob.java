package io.karat.intake;

import io.karat.ledger.BulkLoad;
import io.karat.ledger.Command;
import io.karat.ledger.Outcome;
import io.karat.model.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A job whose lines are landed, decided together, and answered line by line. */
final class LandedJob {

    /** Tells commands to the ledger, in their order, and waits for the outcomes. */
    interface Teller {
        List<Outcome.OfSource> tell(List<? extends Command.OfSource> commands) throws InterruptedException;
    }

    /** What is known of a line before all are decided. */
    private sealed interface Awaited {
        record Done(LineResult result) implements Awaited {}

        record Landed(long line, String key, int number) implements Awaited {}

        record Later(long line, String key, Command.OfSource command) implements Awaited {}
    }

    private record Chunk(int number, List<Awaited> lines) {}

    private final Jobs jobs;
    private final Job job;
    private final BulkLoad load;
    private final Teller teller;
    private List<Chunk> chunks = List.of();
    private List<Outcome.OfSource> outcomes = List.of();

    LandedJob(Jobs jobs, Job job, BulkLoad load, Teller teller) {
        this.jobs = jobs;
        this.job = job;
        this.load = load;
        this.teller = teller;
    }

    /** Lands all lines without results; false when it was told to stop. */
    boolean land(EntityType type, BooleanSupplier goOn) throws IOException {
        try {
            chunks = jobs.openChunks(job.id()).parallelStream()
                    .filter(_ -> goOn.getAsBoolean())
                    .map(number -> land(number, type))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return goOn.getAsBoolean();
    }

    private Chunk land(int number, EntityType type) {
        try {
            List<Line> lines = jobs.chunk(job.id(), number).orElseThrow().lines(type);
            BulkCommands commands = BulkCommands.of(job.source(), job.actor(), lines);
            int[] landed = load.land(commands.commands());
            List<Command.OfSource> known = new ArrayList<>();
            for (int i = 0; i < landed.length; i++) {
                if (landed[i] == BulkLoad.KNOWN) {
                    known.add(commands.commands().get(i));
                }
            }
            return new Chunk(number, awaited(lines, commands.commands(), landed, teller.tell(known)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lines were landed", e);
        }
    }

    private static List<Awaited> awaited(
            List<Line> lines, List<Command.OfSource> commands, int[] landed, List<Outcome.OfSource> known) {
        List<Awaited> awaited = new ArrayList<>(lines.size());
        int at = 0;
        int told = 0;
        for (Line line : lines) {
            switch (line) {
                case Line.Unread(long number, String key, Fault fault) ->
                    awaited.add(new Awaited.Done(LineResult.rejected(number, key, fault)));
                case Line.Read(long number, String key, Submission _) -> {
                    awaited.add(
                            switch (landed[at]) {
                                case BulkLoad.KNOWN -> new Awaited.Done(LineResult.of(number, key, known.get(told++)));
                                case BulkLoad.LATER -> new Awaited.Later(number, key, commands.get(at));
                                default -> new Awaited.Landed(number, key, landed[at]);
                            });
                    at++;
                }
            }
        }
        return awaited;
    }

    void decide() throws InterruptedException {
        outcomes = load.decide(_ -> {});
    }

    /** Tells the lines that had to wait, and keeps the results of all. */
    void answer() throws InterruptedException {
        Counts sum = job.counts();
        for (Chunk chunk : chunks) {
            List<Command.OfSource> later = new ArrayList<>();
            for (Awaited line : chunk.lines()) {
                if (line instanceof Awaited.Later waited) {
                    later.add(waited.command());
                }
            }
            List<Outcome.OfSource> told = teller.tell(later);
            List<LineResult> results = new ArrayList<>(chunk.lines().size());
            int at = 0;
            for (Awaited line : chunk.lines()) {
                results.add(
                        switch (line) {
                            case Awaited.Done(LineResult result) -> result;
                            case Awaited.Landed(long number, String key, int of) ->
                                LineResult.of(number, key, outcomes.get(of));
                            case Awaited.Later(long number, String key, Command.OfSource _) ->
                                LineResult.of(number, key, told.get(at++));
                        });
            }
            sum = sum.plus(Counts.of(results));
            jobs.applied(job.id(), chunk.number(), results, sum);
        }
    }
}
