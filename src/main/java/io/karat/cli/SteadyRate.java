package io.karat.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Requests that fall due at a steady rate, whether those before them are answered or not. A request's time counts from
 * when it was due, so that one that had to wait for its turn tells so.
 *
 * @param perSecond above zero
 */
record SteadyRate(int perSecond) {

    /** For the help of a command. */
    static final String HOW =
            "A request's time counts from when it was due, so that one that had to wait for its turn tells so.";

    /** One of the requests, by its number from zero; false when it failed. */
    interface Requests {
        boolean answered(int number);
    }

    /** Makes at most so many, for as long as it is told to go on, and waits for all answers. */
    Times send(int most, Requests requests, BooleanSupplier goOn) {
        AtomicIntegerArray micros = new AtomicIntegerArray(most);
        AtomicInteger failed = new AtomicInteger();
        int made = 0;
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (made < most && goOn.getAsBoolean()) {
                int number = made++;
                long due = due(start, number);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                threads.execute(() -> {
                    if (!requests.answered(number)) {
                        failed.incrementAndGet();
                    }
                    micros.set(number, (int) ((System.nanoTime() - due) / 1000));
                });
            }
        }
        return new Times(
                IntStream.range(0, made).mapToLong(i -> due(start, i)).toArray(),
                IntStream.range(0, made)
                        .mapToDouble(i -> micros.get(i) / 1000.0)
                        .toArray(),
                failed.get());
    }

    private long due(long start, int number) {
        return start + number * 1_000_000_000L / perSecond;
    }

    /**
     * What all requests wait for stood still. As long again they need to catch up.
     *
     * @param from as {@link System#nanoTime} tells it, as {@code to}
     */
    record Halt(long from, long to) {

        boolean heldUp(long due, long answered) {
            return answered - from >= 0 && due - (to + (to - from)) <= 0;
        }
    }

    /**
     * Times of the requests that were made, and how many of them failed.
     *
     * @param due when, by number, as {@link System#nanoTime} tells it
     * @param inOrder milliseconds, by number
     */
    record Times(long[] due, double[] inOrder, int failed) {

        /** Of those whose number leaves this remainder. */
        Times every(int divisor, int remainder) {
            return only(i -> i % divisor == remainder);
        }

        /** Of those that none of the halts held up. */
        Times apartFrom(List<Halt> halts) {
            return only(i -> {
                long answered = due[i] + (long) (inOrder[i] * 1e6);
                return halts.stream().noneMatch(halt -> halt.heldUp(due[i], answered));
            });
        }

        private Times only(IntPredicate some) {
            int[] numbers = IntStream.range(0, inOrder.length).filter(some).toArray();
            return new Times(
                    Arrays.stream(numbers).mapToLong(i -> due[i]).toArray(),
                    Arrays.stream(numbers).mapToDouble(i -> inOrder[i]).toArray(),
                    0);
        }

        void tell(Figures figures, String how) {
            figures.count("requests " + how, inOrder.length);
            figures.count("failed " + how, failed);
            tellTimes(figures, how);
        }

        void tellTimes(Figures figures, String how) {
            double[] sorted = inOrder.clone();
            Arrays.sort(sorted);
            if (sorted.length > 0) {
                figures.millis("p50 " + how, sorted[sorted.length / 2]);
                figures.millis("p95 " + how, sorted[sorted.length * 95 / 100]);
                figures.millis("p99 " + how, sorted[sorted.length * 99 / 100]);
                figures.millis("longest " + how, sorted[sorted.length - 1]);
            }
        }
    }
}
