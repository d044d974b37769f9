package io.karat.ledger;

import io.karat.ledger.Command.Upsert;
import io.karat.ledger.GoldenChange.Approved;
import io.karat.model.RecordKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A golden record that ended comes back. Its records are told anew as they were, so they find their golden record by the
 * evidence like any others, and a source that says something later is heard as ever.
 */
final class RestoreAct {

    private final Batch batch;
    private final Story story;
    private final @Nullable Approved approved;

    /** @param approved the request that it follows, or null */
    RestoreAct(Batch batch, Story story, @Nullable Approved approved) {
        this.batch = batch;
        this.approved = approved;
        this.story = story;
    }

    Outcome.OfSteward restore(Command.Restore command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        if (golden == null) {
            return new Outcome.Refused("golden.unknown", "There is no golden record with this id.");
        }
        if (golden.live()) {
            return new Outcome.Refused("golden.live", "This golden record is live: there is nothing to restore.");
        }
        if (golden.heir() != null) {
            return new Outcome.Refused(
                    "golden.merged", "This id leads to another golden record: undo what joined them instead.");
        }
        List<Arrival> arrivals = former(golden.id(), command.actor()).stream()
                .filter(arrival -> arrival.judgement().taken())
                .toList();
        if (arrivals.isEmpty()) {
            return new Outcome.Refused(
                    "restore.records",
                    "None of its records can come back: they are in quarantine, failed by today's rules, or erased.");
        }
        story.tell(arrivals, "restore");
        UUID id = batch.setting().ids().get();
        keep(id, command, arrivals);
        return new Outcome.Done(id, batch.changedIds());
    }

    /** Its deleted records as they were last; the time of a deletion counts, so that what is older stays stale. */
    private List<Arrival> former(UUID golden, String actor) throws SQLException {
        Arrivals arrivals = new Arrivals(
                batch.setting().standardiser(), batch.setting().inspector(), Clock.fixed(batch.now(), ZoneOffset.UTC));
        List<Arrival> found = new ArrayList<>();
        try (PreparedStatement query = batch.connection().prepareStatement("""
                select r.source, r.key, coalesce(r.observed_at, said.observed_at), said.data
                from source_record r
                join lateral (select v.data, v.observed_at from source_record_version v
                    where v.entity = r.entity and v.ordinal = r.ordinal and v.op = 1 and v.data is not null
                    order by v.version desc limit 1) said on true
                where r.entity = ? and r.state = ? and r.ordinal = any((%s)::int4[])
                order by r.ordinal
                """.formatted(GoldenStore.LAST_MEMBERS))) {
            query.setString(1, batch.setting().type().name());
            query.setInt(2, RecordView.State.DELETED.code());
            query.setString(3, batch.setting().type().name());
            query.setObject(4, golden);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    RecordKey key = new RecordKey(rows.getString(1), rows.getString(2));
                    @Nullable Instant observedAt = RecordStore.instant(rows, 3);
                    found.add(arrivals.of(new Upsert(key, observedAt, Json.data(rows.getString(4)), actor)));
                }
            }
        }
        return found;
    }

    private void keep(UUID id, Command.Restore command, List<Arrival> arrivals) throws SQLException {
        Object[] ordinals = arrivals.stream()
                .map(arrival -> story.ordinal(arrival.command().key()))
                .sorted()
                .toArray();
        try (PreparedStatement insert = batch.connection().prepareStatement("""
                insert into decision (id, entity, verdict, left_records, right_records, left_features, right_features,
                    reason, author, at, batch, act, approver)
                values (?, ?, 'restored', ?, '{}', '{}', '{}', ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, id);
            insert.setString(2, batch.setting().type().name());
            insert.setArray(3, batch.connection().createArrayOf("int4", ordinals));
            insert.setString(4, command.reason());
            insert.setString(5, command.actor());
            insert.setObject(6, RecordStore.time(batch.now()));
            insert.setLong(7, batch.counters().batch());
            insert.setObject(8, id);
            insert.setString(9, approved == null ? null : approved.by());
            insert.executeUpdate();
        }
    }

    /**
     * Deletes again what came back and whose source has said nothing since; empty when no such restoration stands.
     */
    Optional<Outcome.OfSteward> takeBack(Command.Undo undo) throws SQLException {
        int[] restored;
        long when;
        try (PreparedStatement update = batch.connection().prepareStatement("""
                update decision set released_at = ?, released_by = ?, release_reason = ?
                where id = ? and entity = ? and verdict = 'restored' and released_at is null
                returning left_records, batch
                """)) {
            update.setObject(1, RecordStore.time(batch.now()));
            update.setString(2, undo.actor());
            update.setString(3, undo.reason());
            update.setObject(4, undo.decision());
            update.setString(5, batch.setting().type().name());
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                restored = GoldenStore.ints((Integer[]) rows.getArray(1).getArray());
                when = rows.getLong(2);
            }
        }
        story.tell(tombstones(restored, when, undo.actor()), "undo");
        return Optional.of(new Outcome.Done(undo.decision(), batch.changedIds()));
    }

    private List<Arrival> tombstones(int[] restored, long when, String actor) throws SQLException {
        Arrivals arrivals = new Arrivals(
                batch.setting().standardiser(), batch.setting().inspector(), Clock.fixed(batch.now(), ZoneOffset.UTC));
        List<Arrival> found = new ArrayList<>();
        try (PreparedStatement query = batch.connection().prepareStatement("""
                select r.source, r.key, r.observed_at
                from source_record r join source_record_version v
                    on v.entity = r.entity and v.ordinal = r.ordinal and v.version = r.version
                where r.entity = ? and r.ordinal = any(?) and r.state = ? and v.batch = ? order by r.ordinal
                """)) {
            query.setString(1, batch.setting().type().name());
            query.setArray(
                    2,
                    batch.connection()
                            .createArrayOf(
                                    "int4", Arrays.stream(restored).boxed().toArray()));
            query.setInt(3, RecordView.State.LIVE.code());
            query.setLong(4, when);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    RecordKey key = new RecordKey(rows.getString(1), rows.getString(2));
                    found.add(arrivals.of(new Command.Delete(key, RecordStore.instant(rows, 3), actor)));
                }
            }
        }
        return found;
    }
}
