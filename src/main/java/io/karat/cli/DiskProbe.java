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
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
            for (int place = 0; place < PLACES; place++) {
                channel.write(bytes.clear(), (long) place * BYTES);
            }
            channel.force(true);
            for (int number = 0; !ended; number++) {
                LockSupport.parkNanos(PAUSE.toNanos());
                long start = System.nanoTime();
                channel.write(bytes.clear(), (long) (number % PLACES) * BYTES);
                channel.force(false);
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        return times.build().toArray();
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
