package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.golden.GoldenValues;
import io.karat.ledger.Preview;
import io.karat.model.EntityType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an act would come to now.
 *
 * @param approval whether another person has to approve it first
 * @param golden the golden records that would change, survivors first
 * @param requests open requests for a change that would stand elsewhere, or end
 * @param subscriptions that would be told, by name
 */
record PreviewDocument(
        boolean approval,
        List<Result> golden,
        Questions questions,
        List<Followed> requests,
        List<String> subscriptions) {

    static PreviewDocument of(EntityType type, Preview preview, List<String> subscriptions) {
        return new PreviewDocument(
                preview.waits(),
                preview.golden().stream().map(result -> Result.of(type, result)).toList(),
                new Questions(preview.opened(), preview.closed()),
                preview.requests().stream().map(Followed::of).toList(),
                preview.golden().isEmpty() ? List.of() : subscriptions);
    }

    /**
     * @param golden on which it would stand; absent for one that would be created, and for a request that would end
     * @param ends whether nothing of it would be left
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Followed(UUID id, String act, @Nullable UUID golden, boolean ends) {
        static Followed of(Preview.Followed followed) {
            return new Followed(
                    followed.id(), followed.act(), followed.ends() ? null : followed.golden(), followed.ends());
        }
    }

    /** Questions that would come up, and that would no longer arise. */
    record Questions(int opened, int closed) {}

    /**
     * @param id absent for one that would be created
     * @param fate changed, created, revived or retired
     * @param heir where a retired id would lead
     * @param records its members would be, as SOURCE/KEY
     * @param before its values now, or the last ones of one that would be revived
     * @param after absent for one that would be retired
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @Nullable UUID id,
            String fate,
            @Nullable UUID heir,
            int version,
            String title,
            List<String> records,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {

        static Result of(EntityType type, Preview.Result result) {
            return new Result(
                    result.id(),
                    result.fate().name().toLowerCase(Locale.ROOT),
                    result.heir(),
                    result.version(),
                    result.title(),
                    result.records().stream()
                            .map(key -> key.source() + "/" + key.key())
                            .toList(),
                    data(type, result.before()),
                    data(type, result.after()));
        }

        private static @Nullable Map<String, Object> data(EntityType type, @Nullable GoldenValues values) {
            return values == null ? null : Data.of(type, values);
        }
    }
}
