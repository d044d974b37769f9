package io.karat.index;

import java.io.IOException;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;

/** Merges segments in one thread of the lowest priority: they can wait, searches and records cannot. */
final class QuietMerges extends ConcurrentMergeScheduler {

    private static final int WAITING = 6;

    QuietMerges() {
        setMaxMergesAndThreads(WAITING, 1);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // It decides who waits, never what comes out.
    protected synchronized MergeThread getMergeThread(MergeScheduler.MergeSource source, MergePolicy.OneMerge merge)
            throws IOException {
        MergeThread thread = super.getMergeThread(source, merge);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
