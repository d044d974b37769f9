package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Standardised;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    String actor = "";
    boolean contentChanged;
    boolean timeChanged;
    final List<Version> versions = new ArrayList<>(1);

    private @Nullable Documents documents;
    private @Nullable Contribution contribution;

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
            byte[] hash) {
        HeldRecord held = new HeldRecord(key, ordinal, true, state, hash);
        held.version = version;
        held.observedAt = observedAt;
        return held;
    }

    enum Receipt {
        /** New, or new again after a deletion. */
        CREATED,
        UPDATED,
        DELETED,
        UNCHANGED,
        STALE
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
                    now == null ? null : now.features().encode());
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
            made = RecordStore.contribution(key, ordinal, observedAt, hash, carried(), standardised);
            contribution = made;
        }
        return made;
    }

    private RecordData carried() {
        return Objects.requireNonNull(data, "only a record that changed in this batch carries its data");
    }

    boolean live() {
        return state == RecordView.State.LIVE;
    }

    boolean changed() {
        return contentChanged || timeChanged;
    }

    Receipt upsert(Command.Upsert command, Standardised now, byte[] contentHash) {
        Instant at = command.observedAt();
        if (older(at)) {
            return Receipt.STALE;
        }
        if (live() && Arrays.equals(hash, contentHash)) {
            // The same content seen later says that it still holds: survivorship by time has to know.
            if (at != null && !at.equals(observedAt)) {
                observedAt = at;
                contribution = null;
                timeChanged = true;
                actor = command.actor();
            }
            return Receipt.UNCHANGED;
        }
        Receipt receipt = live() ? Receipt.UPDATED : Receipt.CREATED;
        state = RecordView.State.LIVE;
        hash = contentHash;
        data = command.data();
        standardised = now;
        accept(at, false, command.data(), command.actor());
        return receipt;
    }

    Receipt delete(Command.Delete command) {
        Instant at = command.observedAt();
        if (older(at)) {
            return Receipt.STALE;
        }
        if (!live() && (version > 0 || at == null) && (at == null || at.equals(observedAt))) {
            return Receipt.UNCHANGED;
        }
        boolean wasLive = live();
        state = RecordView.State.DELETED;
        hash = new byte[0];
        data = RecordData.EMPTY;
        standardised = null;
        accept(at, true, null, command.actor());
        return wasLive ? Receipt.DELETED : Receipt.UNCHANGED;
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
