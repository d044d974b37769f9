package io.karat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

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

    private final CompletableFuture<double[]> millis = new CompletableFuture<>();
    private volatile boolean ended;

    private DiskProbe() {}

    /** @param directory on the disk that is watched */
    static DiskProbe begin(Path directory) {
        DiskProbe probe = new DiskProbe();
        Path file = directory.resolve("durable");
        Thread.ofPlatform().name("disk-probe").daemon().start(() -> {
            try {
                probe.millis.complete(probe.watch(file));
            } catch (IOException e) {
                probe.millis.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return probe;
    }

    private double[] watch(Path file) throws IOException {
        DoubleStream.Builder times = DoubleStream.builder();
        try (Writes writes = new Writes(file)) {
            while (!ended) {
                times.add(writes.one().toNanos() / 1e6);
            }
        }
        return times.build().toArray();
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
                if (writes.one().compareTo(STILL) > 0) {
                    stillSince = System.nanoTime();
                }
            }
        }
        return since(start);
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

        /** After a pause. Returns how long it took to be durable. */
        Duration one() throws IOException {
            LockSupport.parkNanos(PAUSE.toNanos());
            long start = System.nanoTime();
            channel.write(bytes.clear(), (long) (number++ % PLACES) * BYTES);
            channel.force(false);
            return since(start);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Ends the watch and tells of it. */
    void tell(Figures figures, String how) {
        ended = true;
        new SteadyRate.Times(millis.join(), 0).tellTimes(figures, "of a durable write " + how);
    }

    @Override
    public void close() {
        ended = true;
    }
}
