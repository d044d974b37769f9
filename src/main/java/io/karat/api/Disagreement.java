package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.ledger.ConflictView;
import io.karat.ledger.RecordView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sources disagree on.
 *
 * @param attribute or group of attributes
 * @param options the distinct values, the one that the rule would choose first
 */
record Disagreement(String attribute, Map<String, List<String>> published, List<Option> options) {

    static Disagreement of(ConflictView view) {
        return new Disagreement(
                view.unit(),
                view.published().values(),
                view.options().stream()
                        .map(option -> new Option(
                                option.values().values(),
                                option.stands(),
                                option.equals(view.options().getFirst()),
                                option.records().stream().map(Sayer::of).toList()))
                        .toList());
    }

    /**
     * @param published it stands now
     * @param rule it is what the rule would choose
     */
    record Option(Map<String, List<String>> values, boolean published, boolean rule, List<Sayer> records) {}

    /** @param record as SOURCE/KEY */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sayer(String record, @Nullable Instant observedAt, Instant receivedAt) {
        static Sayer of(RecordView record) {
            return new Sayer(
                    record.key().source() + "/" + record.key().key(), record.observedAt(), record.receivedAt());
        }
    }
}
