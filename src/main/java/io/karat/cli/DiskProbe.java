package io.karat.cli;

import io.karat.cli.SteadyRate.Halt;
import io.karat.cli.SteadyRate.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a disk takes to make 8 KiB durable, fifty times a second beside what is measured. Whoever answers once something
 * is durable cannot be quicker: where the disk stands still, the figures beside it tell of the disk.
 */
final class DiskProbe implements AutoCloseable {

    private static final int BYTES = 8 << 10;
    private static final int PLACES = 128;
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** At rest a disk takes a few milliseconds; one that takes longer than this does something else meanwhile. */
    private static final Duration STILL = Duration.ofMillis(20);

    private final CompletableFuture<List<Halt>> writes = new CompletableFuture<>();
    private volatile boolean ended;

    private DiskProbe() {}

    /** @param directory on the disk that is watched */
    static DiskProbe begin(Path directory) {
        DiskProbe probe = new DiskProbe();
        Path file = directory.resolve("durable");
        Thread.ofPlatform().name("disk-probe").daemon().start(() -> {
            try {
                probe.writes.complete(probe.watch(file));
            } catch (IOException e) {
                probe.writes.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return probe;
    }

    private List<Halt> watch(Path file) throws IOException {
        List<Halt> all = new ArrayList<>();
        try (Writes writes = new Writes(file)) {
            while (!ended) {
                all.add(writes.one());
            }
        }
        return all;
    }

    /**
     * Waits until the disk keeps still.
     *
     * @param rest for how long no write may have taken long
     * @param longest to wait, whatever the disk does
     * @return how long it took
     */
    static Duration settle(Path directory, Duration rest, Duration longest) throws IOException {
        long start = System.nanoTime();
        long stillSince = start;
        try (Writes writes = new Writes(directory.resolve("durable"))) {
            while (since(stillSince).compareTo(rest) < 0 && since(start).compareTo(longest) < 0) {
                if (tooLong(writes.one())) {
                    stillSince = System.nanoTime();
                }
            }
        }
        return since(start);
    }

    private static boolean tooLong(Halt write) {
        return write.to() - write.from() > STILL.toNanos();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Writes into a file that is there already, so that the disk has nothing else to note. */
    private static final class Writes implements AutoCloseable {

        private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
        private final FileChannel channel;
        private int number;

        Writes(Path file) throws IOException {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            for (int place = 0; place < PLACES; place++) {
                channel.write(bytes.clear(), (long) place * BYTES);
            }
            channel.force(true);
        }

        /** After a pause. Returns from when to when it was on its way to be durable. */
        Halt one() throws IOException {
            LockSupport.parkNanos(PAUSE.toNanos());
            long start = System.nanoTime();
            channel.write(bytes.clear(), (long) (number++ % PLACES) * BYTES);
            channel.force(false);
            return new Halt(start, System.nanoTime());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Ends the watch and tells of it, and of the requests beside it that the disk did not hold up. */
    void tell(Figures figures, String how, Times requests) {
        ended = true;
        List<Halt> all = writes.join();
        new Times(
                        all.stream().mapToLong(Halt::from).toArray(),
                        all.stream()
                                .mapToDouble(write -> (write.to() - write.from()) / 1e6)
                                .toArray(),
                        0)
                .tellTimes(figures, "of a durable write " + how);
        Times others =
                requests.apartFrom(all.stream().filter(DiskProbe::tooLong).toList());
        figures.count("requests " + how + " not held up by the disk", others.inOrder().length);
        others.tellTimes(figures, how + " not held up by the disk");
    }

    @Override
    public void close() {
        ended = true;
    }
}
