package io.karat.ledger;

import io.karat.ledger.GoldenChange.Approved;
import io.karat.match.Scorer;
import io.karat.model.RecordKey;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that stewards enter themselves: of a source of the hub's own, judged and matched like all others. */
final class EnteredRecords {

    private final Batch batch;
    private final Likes likes;
    private final Scorer scorer;
    private final @Nullable Approved approved;

    EnteredRecords(Batch batch, Likes likes, Scorer scorer, @Nullable Approved approved) {
        this.batch = batch;
        this.likes = likes;
        this.scorer = scorer;
        this.approved = approved;
    }

    Outcome.OfSteward create(Command.Create command) throws SQLException {
        Arrival arrival = arrival(new Command.Upsert(command.key(), batch.now(), command.data(), command.actor()));
        HeldRecord known = held(command.key());
        if (known != null && known.live() && !Arrays.equals(known.hash, arrival.hash())) {
            return new Outcome.Refused("record.exists", "There is a record of this key already.");
        }
        return switch (arrival.judgement().fate()) {
            case TAKEN -> tell(arrival);
            case QUARANTINED ->
                refused(batch.setting()
                        .inspector()
                        .quarantined(arrival.judgement().marks()));
            case REJECTED ->
                refused(batch.setting().inspector().rejected(arrival.judgement().marks()));
        };
    }

    Outcome.OfSteward remove(Command.Remove command) throws SQLException {
        if (!command.key().source().equals(Command.STEWARD)) {
            return new Outcome.Refused(
                    "record.source",
                    "Only a record that a steward entered can be deleted here; others their source deletes.");
        }
        HeldRecord known = held(command.key());
        Golden golden = known == null ? null : batch.draft().goldenOf(known.ordinal);
        if (golden == null || !golden.id().equals(command.golden())) {
            return new Outcome.Refused(
                    "record.unknown", "The golden record has no such record, or it has been deleted.");
        }
        if (golden.version() != command.version()) {
            return new Outcome.Changed("The golden record changed since it was shown. Look again, then delete it.");
        }
        return tell(arrival(new Command.Delete(command.key(), null, command.actor())));
    }

    private @Nullable HeldRecord held(RecordKey key) throws SQLException {
        return batch.records().held(List.of(key)).get(key);
    }

    private Arrival arrival(Command.OfSource command) {
        Clock now = Clock.fixed(batch.now(), ZoneOffset.UTC);
        return new Arrivals(batch.setting().standardiser(), batch.setting().inspector(), now).of(command);
    }

    private Outcome.OfSteward tell(Arrival arrival) throws SQLException {
        Outcome.OfSource outcome =
                new Story(batch, likes, scorer, approved).tell(List.of(arrival)).getFirst();
        return switch (outcome) {
            case Outcome.Accepted _ -> new Outcome.Done(null, batch.changedIds());
            case Outcome.Unchanged unchanged ->
                new Outcome.Done(null, unchanged.goldenId() == null ? List.of() : List.of(unchanged.goldenId()));
            case Outcome.Stale _ -> new Outcome.Changed("A later version of the record is there already.");
            case Outcome.Quarantined quarantined -> refused(quarantined);
            case Outcome.Rejected rejected -> refused(rejected);
        };
    }

    private static Outcome.Refused refused(Outcome.Quarantined outcome) {
        return new Outcome.Refused(outcome.code(), outcome.message());
    }

    private static Outcome.Refused refused(Outcome.Rejected outcome) {
        return new Outcome.Refused(outcome.code(), outcome.message());
    }
}
