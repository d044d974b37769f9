package io.karat.ledger;

import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads source records. */
@ApplicationScoped
public class SourceRecords {

    public Optional<RecordView> find(String entity, RecordKey key) {
        throw new UnsupportedOperationException(entity + key);
    }

    /** In the order of their keys; unknown ordinals are left out. */
    public List<RecordView> find(String entity, Collection<Integer> ordinals) {
        throw new UnsupportedOperationException(entity + ordinals);
    }

    public List<SourceCount> counts() {
        throw new UnsupportedOperationException();
    }

    public record SourceCount(String source, String entity, long live, long deleted, long quarantined) {}
}
