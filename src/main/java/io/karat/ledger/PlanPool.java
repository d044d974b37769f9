package io.karat.ledger;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Where plans are computed: on all processors, but in threads of the lowest priority, so that what somebody waits for goes
 * first. Parallel streams begun here stay here; the common pool is left to the ledgers.
 */
final class PlanPool {

    private static final ForkJoinPool POOL =
            new ForkJoinPool(Runtime.getRuntime().availableProcessors(), PlanPool::thread, null, false);

    private PlanPool() {}

    @SuppressWarnings("ThreadPriorityCheck") // It decides who waits, never what comes out.
    private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("plan-" + thread.getPoolIndex());
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    static <T> T compute(Callable<T> work) throws InterruptedException {
        try {
            return POOL.submit(work).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a plan could not be computed", e.getCause());
        }
    }
}
