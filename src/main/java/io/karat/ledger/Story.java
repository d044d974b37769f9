package io.karat.ledger;

import io.karat.ledger.GoldenChange.Approved;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.ledger.HeldRecord.Receipt;
import io.karat.match.Scorer;
import io.karat.model.RecordKey;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a record, from what a source said to what subscribers will hear. One instance tells one batch, inside one
 * transaction; nothing in memory is touched but the draft and (harmlessly) the candidate index.
 */
final class Story {

    private final Batch batch;
    private final Likes likes;
    private final Scorer scorer;
    private final @Nullable Approved approved;
    private final Map<RecordKey, HeldRecord> held = new LinkedHashMap<>();
    private final List<Outcome.OfSource> refusals = new ArrayList<>();
    private final IntSortedSet anew = new IntAVLTreeSet();
    private final List<Arrival> claims = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Integer> versions = new ArrayList<>();

    Story(Batch batch, Likes likes, Scorer scorer) {
        this(batch, likes, scorer, null);
    }

    /** @param approved the request that it follows, or null */
    Story(Batch batch, Likes likes, Scorer scorer, @Nullable Approved approved) {
        this.batch = batch;
        this.likes = likes;
        this.scorer = scorer;
        this.approved = approved;
    }

    /** Records arrive, find their likes, and their golden records follow. */
    List<Outcome.OfSource> tell(List<Arrival> arrivals) throws SQLException {
        return tell(arrivals, "record");
    }

    /** @param word for the history: what made them arrive */
    List<Outcome.OfSource> tell(List<Arrival> arrivals, String word) throws SQLException {
        receive(arrivals);
        IntSortedSet changed = match();
        List<Wanted> wanted = batch.cluster(changed, anew, scorer);
        List<Moves> moves = batch.move(wanted);
        batch.survive(moves, changed, held.values(), causes(word));
        batch.publish(moves, held.values());
        batch.ask(wanted, moves);
        return answer(wanted, moves);
    }

    /** What the sources said, against what is held: stale and unchanged ones end here. */
    private void receive(List<Arrival> arrivals) throws SQLException {
        held.putAll(batch.records()
                .held(arrivals.stream().map(a -> a.command().key()).distinct().toList()));
        Rebase rebase = Rebase.of(arrivals, held.values(), batch);
        for (Arrival said : arrivals) {
            Optional<Outcome.Rejected> refusal = rebase.refusal(said);
            if (refusal.isPresent()) {
                claims.add(said);
                refusals.add(refusal.get());
                receipts.add(Receipt.BASELESS);
                versions.add(0);
                continue;
            }
            Arrival arrival = rebase.claimed(said, held.get(said.command().key()));
            claims.add(arrival);
            if (arrival.judgement().fate() == Judgement.Fate.REJECTED) {
                receipts.add(Receipt.REJECTED);
                versions.add(0);
                continue;
            }
            HeldRecord record = held.computeIfAbsent(
                    arrival.command().key(),
                    key -> HeldRecord.unknown(key, batch.counters().drawOrdinal()));
            receipts.add(
                    switch (arrival.command()) {
                        case Command.Upsert upsert ->
                            record.upsert(
                                    upsert,
                                    arrival.standardised(),
                                    arrival.hash(),
                                    arrival.judgement(),
                                    arrival.kept());
                        case Command.Correct correct ->
                            record.correct(correct, arrival.standardised(), arrival.hash(), arrival.judgement());
                        case Command.Delete delete -> record.delete(delete);
                    });
            versions.add(record.version);
        }
        batch.records().writeTimes(held.values(), batch.counters().batch());
    }

    /** Each changed record looks for its likes, among those of this batch too. */
    private IntSortedSet match() {
        IntSortedSet changed = new IntAVLTreeSet();
        for (HeldRecord record : held.values()) {
            if (record.contentChanged) {
                boolean other = batch.land(record);
                changed.add(record.ordinal);
                if (other) {
                    anew.add(record.ordinal);
                }
            } else if (record.timeChanged && record.live()) {
                changed.add(record.ordinal);
            }
        }
        likes.seek(anew);
        return changed;
    }

    private Map<Integer, Cause> causes(String word) {
        Map<Integer, Cause> causes = new LinkedHashMap<>();
        held.values().stream()
                .filter(HeldRecord::changed)
                .forEach(r -> causes.put(r.ordinal, new Cause(word, r.actor, approved)));
        return causes;
    }

    private List<Outcome.OfSource> answer(List<Wanted> wanted, List<Moves> moves) {
        Fates fates = new Fates(batch.draft(), wanted, moves);
        List<Outcome.OfSource> outcomes = new ArrayList<>(claims.size());
        Inspector inspector = batch.setting().inspector();
        Iterator<Outcome.OfSource> refused = refusals.iterator();
        for (int i = 0; i < claims.size(); i++) {
            Arrival arrival = claims.get(i);
            Receipt receipt = receipts.get(i);
            outcomes.add(
                    switch (receipt) {
                        case REJECTED -> inspector.rejected(arrival.judgement().marks());
                        case BASELESS -> refused.next();
                        case QUARANTINED ->
                            inspector.quarantined(arrival.judgement().marks());
                        case CHANGED ->
                            new Outcome.Rejected(
                                    "record.changed",
                                    "The record changed since it was shown, or is in quarantine no more. Look again.",
                                    null);
                        case CREATED, UPDATED, DELETED, UNCHANGED, STALE ->
                            fates.of(ordinal(arrival), receipt, versions.get(i));
                    });
        }
        return outcomes;
    }

    private int ordinal(Arrival arrival) {
        return ordinal(arrival.command().key());
    }

    /** Of a record that was told. */
    int ordinal(RecordKey key) {
        return Objects.requireNonNull(held.get(key), "a record that was not told").ordinal;
    }
}
