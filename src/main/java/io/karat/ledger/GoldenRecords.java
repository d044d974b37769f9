package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.match.Explanation;
import io.karat.model.RecordData;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads golden records: present, past, their members and the reasons. */
@ApplicationScoped
public class GoldenRecords {

    public Optional<GoldenView> find(String entity, UUID id) {
        throw new UnsupportedOperationException(entity + id);
    }

    public Optional<GoldenView> find(String entity, UUID id, Instant asOf) {
        throw new UnsupportedOperationException(entity + id + asOf);
    }

    /** All versions, newest first. */
    public List<GoldenView> history(String entity, UUID id) {
        throw new UnsupportedOperationException(entity + id);
    }

    /** Live members, in the order of their keys. */
    public List<RecordView> members(String entity, UUID id) {
        throw new UnsupportedOperationException(entity + id);
    }

    /** What the golden record would be if these records were one; writes nothing. */
    public GoldenValues preview(String entity, List<Integer> ordinals) {
        throw new UnsupportedOperationException(entity + ordinals);
    }

    /** Why two records score as they do; also for pairs that were never compared. */
    public Explanation explain(String entity, int a, int b) {
        throw new UnsupportedOperationException(entity + a + b);
    }

    /**
     * @param query words, misspelt or half-typed ones too; empty lists the newest
     * @param cursor from the page before, or null
     */
    public Page search(String entity, String query, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException(entity + query + cursor + limit);
    }

    /** Search before create: golden records this data might be, best first; writes nothing. */
    public List<Match> match(String entity, RecordData data, int limit) {
        throw new UnsupportedOperationException(entity + data + limit);
    }

    /** One page of hits, the number of hits in all, and the next page's cursor if there is one. */
    public record Page(List<Hit> hits, long total, @Nullable String cursor) {
        public Page {
            hits = List.copyOf(hits);
        }
    }

    /** A hit; {@code matched} is the member that matched when the golden record's own values do not show why. */
    public record Hit(GoldenView golden, @Nullable RecordView matched) {}

    /** A graded candidate: certain, probable or possible. */
    public record Match(UUID golden, String title, double probability, String grade, Explanation explanation) {}
}
