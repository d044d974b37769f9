package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.standardise.Standardised;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source record as it is held, changing within one batch. It guards its own transitions: what is older than what is
 * held is stale, what is equal changes nothing.
 */
final class HeldRecord {

    /** One accepted version, to be kept. */
    record Version(
            int version,
            boolean delete,
            @Nullable Instant observedAt,
            @Nullable RecordData data,
            String actor) {}

    final RecordKey key;
    final int ordinal;
    final boolean existed;
    RecordView.State state;
    int version;

    @Nullable Instant observedAt;

    byte[] hash;

    @Nullable RecordData data;

    @Nullable Standardised standardised;

    /** Of the version that stood before this batch. */
    Marks marksBefore = Marks.NONE;

    /** As {@link Contribution#earlier}; of a record that changed in this batch. */
    Map<String, Instant> earlier = Map.of();

    String actor = "";
    boolean contentChanged;
    boolean timeChanged;
    final List<Version> versions = new ArrayList<>(1);

    private @Nullable Documents documents;
    private @Nullable Contribution contribution;
    private Judgement judgement = Judgement.NONE;

    /**
     * The parts of a record that are stored as bytes.
     *
     * @param data JSON, UTF-8
     * @param findings likewise
     */
    record Documents(byte[] data, byte @Nullable [] findings, byte @Nullable [] features) {}

    private HeldRecord(RecordKey key, int ordinal, boolean existed, RecordView.State state, byte[] hash) {
        this.key = key;
        this.ordinal = ordinal;
        this.existed = existed;
        this.state = state;
        this.hash = hash;
    }

    static HeldRecord unknown(RecordKey key, int ordinal) {
        return new HeldRecord(key, ordinal, false, RecordView.State.DELETED, new byte[0]);
    }

    static HeldRecord stored(
            RecordKey key,
            int ordinal,
            RecordView.State state,
            int version,
            @Nullable Instant observedAt,
            byte[] hash,
            Marks marks) {
        HeldRecord held = new HeldRecord(key, ordinal, true, state, hash);
        held.version = version;
        held.observedAt = observedAt;
        held.marksBefore = marks;
        return held;
    }

    enum Receipt {
        /** New, or new again after a deletion. */
        CREATED,
        UPDATED,
        DELETED,
        UNCHANGED,
        STALE,
        QUARANTINED,
        REJECTED,
        /** Based on a golden version that there is not. */
        BASELESS,
        /** Not what was corrected. */
        CHANGED
    }

    /** Of a record that changed in this batch. */
    Documents documents() {
        Documents made = documents;
        if (made == null) {
            Standardised now = standardised;
            String findings = now == null ? null : Json.of(now.findings());
            made = new Documents(
                    JsonBytes.of(carried()),
                    findings == null ? null : findings.getBytes(StandardCharsets.UTF_8),
                    now == null || !live() ? null : now.features().encode());
            documents = made;
        }
        return made;
    }

    /** What a record that changed in this batch brings to its golden record. */
    Contribution contribution() {
        Contribution made = contribution;
        if (made == null) {
            if (standardised == null) {
                throw new IllegalStateException("a record that is gone brings nothing");
            }
            made = RecordStore.contribution(key, ordinal, observedAt, hash, carried(), standardised, judgement.failed())
                    .withEarlier(earlier);
            contribution = made;
        }
        return made;
    }

    /** Of a record that changed in this batch. */
    RecordData carried() {
        return Objects.requireNonNull(data, "only a record that changed in this batch carries its data");
    }

    boolean live() {
        return state == RecordView.State.LIVE;
    }

    boolean quarantined() {
        return state == RecordView.State.QUARANTINED;
    }

    /** Of a record that changed in this batch. */
    Marks marks() {
        return judgement.marks();
    }

    boolean changed() {
        return contentChanged || timeChanged;
    }

    /** All of it is the source's claim. */
    Receipt upsert(Command.Upsert command, Standardised now, byte[] contentHash, Judgement found) {
        return upsert(command, now, contentHash, found, null);
    }

    /**
     * @param found about the command's data: good enough to be kept
     * @param kept see {@link Arrival}
     */
    Receipt upsert(
            Command.Upsert command,
            Standardised now,
            byte[] contentHash,
            Judgement found,
            @Nullable Map<String, Instant> kept) {
        Instant at = command.observedAt();
        if (older(at)) {
            return Receipt.STALE;
        }
        boolean same = Arrays.equals(hash, contentHash);
        if (same && (live() || quarantined() && !found.taken())) {
            // The same content seen later says that it still holds: survivorship by time has to know.
            if (kept == null && at != null && !at.equals(observedAt)) {
                observedAt = at;
                earlier = Map.of();
                contribution = null;
                timeChanged = true;
                actor = command.actor();
            }
            return live() ? Receipt.UNCHANGED : Receipt.QUARANTINED;
        }
        Receipt receipt = !found.taken() ? Receipt.QUARANTINED : live() ? Receipt.UPDATED : Receipt.CREATED;
        state = found.taken() ? RecordView.State.LIVE : RecordView.State.QUARANTINED;
        hash = contentHash;
        data = command.data();
        standardised = now;
        judgement = found;
        earlier = kept == null ? Map.of() : kept;
        accept(at, false, command.data(), command.actor());
        return receipt;
    }

    /** As {@link #upsert}, with the time that the source gave. */
    Receipt correct(Command.Correct command, Standardised now, byte[] contentHash, Judgement found) {
        if (!quarantined() || version != command.version()) {
            return Receipt.CHANGED;
        }
        return upsert(
                new Command.Upsert(command.key(), observedAt, command.data(), command.actor()),
                now,
                contentHash,
                found);
    }

    Receipt delete(Command.Delete command) {
        Instant at = command.observedAt();
        if (older(at)) {
            return Receipt.STALE;
        }
        boolean gone = state == RecordView.State.DELETED;
        if (gone && (version > 0 || at == null) && (at == null || at.equals(observedAt))) {
            return Receipt.UNCHANGED;
        }
        state = RecordView.State.DELETED;
        hash = new byte[0];
        data = RecordData.EMPTY;
        standardised = null;
        judgement = Judgement.NONE;
        earlier = Map.of();
        accept(at, true, null, command.actor());
        return gone ? Receipt.UNCHANGED : Receipt.DELETED;
    }

    private boolean older(@Nullable Instant at) {
        return at != null && observedAt != null && at.isBefore(observedAt);
    }

    private void accept(@Nullable Instant at, boolean delete, @Nullable RecordData now, String by) {
        version++;
        documents = null;
        contribution = null;
        observedAt = at;
        actor = by;
        contentChanged = true;
        versions.add(new Version(version, delete, at, now, by));
    }
}
