package io.karat.intake;

import io.karat.ledger.BulkLoad;
import io.karat.ledger.Command;
import io.karat.ledger.Outcome;
import io.karat.model.EntityType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** A job whose lines are landed, decided together, and answered line by line. */
final class LandedJob {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

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

    /** The lines of a chunk, read and made ready. */
    private record Ready(int number, List<Line> lines, BulkCommands commands, BulkLoad.Prepared prepared) {}

    /**
     * Lands all lines without results, in their order; chunks ahead are made ready meanwhile.
     *
     * @return false when it was told to stop
     */
    @SuppressWarnings("ThreadPriorityCheck") // It decides who waits, never what comes out.
    boolean land(EntityType type, BooleanSupplier goOn) throws IOException, InterruptedException {
        List<Chunk> landed = new ArrayList<>();
        try (ExecutorService readers = workers("landing-")) {
            Deque<Future<Ready>> ahead = new ArrayDeque<>();
            for (int number : jobs.openChunks(job.id())) {
                if (!goOn.getAsBoolean()) {
                    readers.shutdownNow();
                    return false;
                }
                ahead.add(readers.submit(() -> ready(number, type)));
                if (ahead.size() > 2 * PROCESSORS) {
                    landed.add(land(ahead.remove()));
                }
            }
            while (!ahead.isEmpty()) {
                landed.add(land(ahead.remove()));
            }
        }
        chunks = List.copyOf(landed);
        return goOn.getAsBoolean();
    }

    @SuppressWarnings("ThreadPriorityCheck") // It decides who waits, never what comes out.
    private static ExecutorService workers(String name) {
        return Executors.newFixedThreadPool(
                PROCESSORS,
                Thread.ofPlatform().name(name, 0).priority(Thread.MIN_PRIORITY).factory());
    }

    private Ready ready(int number, EntityType type) throws IOException {
        List<Line> lines = jobs.chunk(job.id(), number).orElseThrow().lines(type);
        BulkCommands commands = BulkCommands.of(job.source(), job.actor(), lines);
        return new Ready(number, lines, commands, load.prepare(commands.commands()));
    }

    private Chunk land(Future<Ready> coming) throws IOException, InterruptedException {
        Ready ready = await(coming);
        List<Command.OfSource> commands = ready.commands().commands();
        int[] landed = load.land(ready.prepared());
        List<Command.OfSource> known = new ArrayList<>();
        for (int i = 0; i < landed.length; i++) {
            if (landed[i] == BulkLoad.KNOWN) {
                known.add(commands.get(i));
            }
        }
        return new Chunk(ready.number(), awaited(ready.lines(), commands, landed, teller.tell(known)));
    }

    private static <T> T await(Future<T> coming) throws IOException, InterruptedException {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException unreadable -> throw unreadable;
                case RuntimeException bug -> throw bug;
                case null, default ->
                    throw new IllegalStateException("a chunk could not be made ready or answered", e.getCause());
            }
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

    /** Of a chunk, on their way into its job. */
    private record Answer(int chunk, Counts sum, Future<byte[]> packed) {}

    /** Tells the lines that had to wait, and keeps the results of all. */
    void answer() throws IOException, InterruptedException {
        try (ExecutorService packers = workers("answering-")) {
            Deque<Answer> ahead = new ArrayDeque<>();
            Counts sum = job.counts();
            for (Chunk chunk : chunks) {
                List<LineResult> results = results(chunk);
                sum = sum.plus(Counts.of(results));
                ahead.add(new Answer(chunk.number(), sum, packers.submit(() -> ChunkText.packResults(results))));
                if (ahead.size() > 2 * PROCESSORS) {
                    keep(ahead.remove());
                }
            }
            while (!ahead.isEmpty()) {
                keep(ahead.remove());
            }
        }
    }

    private void keep(Answer answer) throws IOException, InterruptedException {
        jobs.applied(job.id(), answer.chunk(), await(answer.packed()), answer.sum());
    }

    private List<LineResult> results(Chunk chunk) throws InterruptedException {
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
        return results;
    }
}
