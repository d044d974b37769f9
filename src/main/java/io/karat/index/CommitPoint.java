package io.karat.index;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;

/** The batch of the ledger that a Lucene commit holds whole, kept in the commit itself. */
final class CommitPoint {

    private static final String BATCH = "batch";

    private CommitPoint() {}

    static long of(IndexWriter writer) {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                if (entry.getKey().equals(BATCH)) {
                    return Long.parseLong(entry.getValue());
                }
            }
        }
        return 0;
    }

    static void write(IndexWriter writer, long batch) throws IOException {
        if (batch != of(writer) || writer.hasUncommittedChanges()) {
            writer.setLiveCommitData(Map.of(BATCH, Long.toString(batch)).entrySet());
            writer.commit();
        }
    }
}
