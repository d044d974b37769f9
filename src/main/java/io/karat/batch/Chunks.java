package io.karat.batch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Work in many parts of which some take much longer than others: each processor takes the next one when it is free. */
final class Chunks {
    private Chunks() {}

    /** @param work on one part, by its number; any thread does it, and parts come about in their order */
    static void forEach(int chunks, IntConsumer work) {
        forEach(chunks, () -> work, IntConsumer::accept);
    }

    /**
     * Each thread has something of its own to work with. It is gone when the work is done, as nothing would be that is left
     * to a thread of a pool.
     */
    static <T> void forEach(int chunks, Supplier<T> own, ObjIntConsumer<T> work) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(chunks, Runtime.getRuntime().availableProcessors()))
                .parallel()
                .forEach(worker -> {
                    T mine = own.get();
                    for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                        work.accept(mine, chunk);
                    }
                });
    }
}
