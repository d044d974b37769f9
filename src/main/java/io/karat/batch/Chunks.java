package io.karat.batch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work in many parts of which some take much longer than others: each processor takes the next one when it is free. */
final class Chunks {
    private Chunks() {}

    /** @param work on one part, by its number; any thread does it, and parts come about in their order */
    static void forEach(int chunks, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(chunks, Runtime.getRuntime().availableProcessors()))
                .parallel()
                .forEach(worker -> {
                    for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                        work.accept(chunk);
                    }
                });
    }
}
