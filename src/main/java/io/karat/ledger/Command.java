package io.karat.ledger;

import io.karat.golden.Overrides.Choice;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a ledger. Applied in order, each answered with an {@link Outcome} after the commit. */
public sealed interface Command {

    /** The source of records that stewards enter. */
    String STEWARD = "steward";

    /** The account, source or token on whose behalf it happens: {@code source:crm}, {@code user:ada}. */
    String actor();

    /** What source systems ask. */
    sealed interface OfSource extends Command {
        RecordKey key();

        @Nullable Instant observedAt();
    }

    /**
     * Replaces the whole record.
     *
     * @param basedOn what the source had before it when it changed the record; null where it speaks for itself
     */
    record Upsert(
            RecordKey key,
            @Nullable Instant observedAt,
            RecordData data,
            String actor,
            @Nullable BasedOn basedOn) implements OfSource {
        public Upsert(RecordKey key, @Nullable Instant observedAt, RecordData data, String actor) {
            this(key, observedAt, data, actor, null);
        }
    }

    /** A version of a golden record. */
    record BasedOn(UUID golden, int version) {}

    /**
     * A steward's correction of a record in quarantine, judged like what the source sends.
     *
     * @param version that was corrected; if the record changed since, nothing happens
     */
    record Correct(RecordKey key, int version, RecordData data, String actor) implements OfSource {
        @Override
        public @Nullable Instant observedAt() {
            return null;
        }
    }

    /** A tombstone. A later {@link Upsert} re-creates the record under its old number. */
    record Delete(RecordKey key, @Nullable Instant observedAt, String actor) implements OfSource {}

    /** What stewards ask. */
    sealed interface OfSteward extends Command {}

    /** Answers a question. */
    sealed interface Answer extends OfSteward {
        UUID review();
    }

    /** What can be asked for on what was seen alone. */
    sealed interface OnSeen extends OfSteward {}

    /**
     * What is done once, however often it is sent: again, it changes nothing and has the same outcome, even if what was done
     * has been undone.
     *
     * @param wanted an answer to a question, what can be done on what was seen alone, or a pin and its release
     * @param key up to {@link #LONGEST_KEY} characters, one for each act of a person
     */
    record Once(OfSteward wanted, String key) implements OfSteward {
        public static final int LONGEST_KEY = 200;

        public Once {
            if (key.isBlank() || key.length() > LONGEST_KEY) {
                throw new IllegalArgumentException("a key has 1 to " + LONGEST_KEY + " characters");
            }
        }

        @Override
        public String actor() {
            return wanted.actor();
        }
    }

    enum Verdict {
        SAME,
        DIFFERENT
    }

    /**
     * Answers a review.
     *
     * @param evidence as shown with the review; if the evidence changed since, the outcome is {@link Outcome.Changed}
     * @param job of many decisions that this one is a part of
     */
    record Decide(
            UUID review,
            Verdict verdict,
            long evidence,
            @Nullable String reason,
            String actor,
            @Nullable UUID job) implements Answer {
        public Decide(UUID review, Verdict verdict, long evidence, @Nullable String reason, String actor) {
            this(review, verdict, evidence, reason, actor, null);
        }
    }

    /**
     * Answers a question of kind quality: the record may stay as it is.
     *
     * @param evidence as in {@link Decide}, and so is {@code job}
     */
    record Acknowledge(
            UUID review,
            long evidence,
            @Nullable String reason,
            String actor,
            @Nullable UUID job) implements Answer {
        public Acknowledge(UUID review, long evidence, @Nullable String reason, String actor) {
            this(review, evidence, reason, actor, null);
        }
    }

    /**
     * Answers a question of kind conflict: what this record says is right. It holds while the sources say just these values.
     *
     * @param evidence as in {@link Decide}
     * @param meant what the record said when this was proposed, whatever it says by now; null for what it says
     */
    record Choose(
            UUID review,
            RecordKey record,
            long evidence,
            @Nullable String reason,
            String actor,
            @Nullable Choice meant) implements Answer {
        public Choose(UUID review, RecordKey record, long evidence, @Nullable String reason, String actor) {
            this(review, record, evidence, reason, actor, null);
        }
    }

    /**
     * Answers a question of kind conflict about a single attribute: none of the sources is right. The value is pinned.
     *
     * @param evidence as in {@link Decide}
     */
    record Enter(UUID review, String value, long evidence, String reason, String actor) implements Answer {}

    /**
     * Brings back a golden record that ended with its last record: the deleted ones are live again with what they said last,
     * until their sources say otherwise.
     */
    record Restore(UUID golden, @Nullable String reason, String actor) implements OnSeen {}

    /** Releases a decision and recomputes; restores no snapshot. */
    record Undo(UUID decision, @Nullable String reason, String actor) implements OnSeen {}

    /** What stewards do to the records of a golden record. Of another version than the one that was seen, nothing is done. */
    sealed interface OnRecords extends OnSeen {
        UUID golden();

        int version();
    }

    /**
     * What is done only while all that it is about is as it was seen, even where that changes no golden value: what its records
     * say, which golden records hold them, and what was decided about them.
     *
     * @param golden those that it is about, as they were seen; none of an act that names their versions itself
     * @param batch of the ledger, after which nothing of it may have changed
     */
    record AsSeen(OnSeen wanted, List<BasedOn> golden, long batch) implements OfSteward {
        /** Of more golden records than these only the first ones are looked at. */
        public static final int MOST_GOLDEN = 20;

        public AsSeen {
            golden = List.copyOf(golden);
        }

        public AsSeen(OnRecords wanted, long batch) {
            this(wanted, List.of(), batch);
        }

        @Override
        public String actor() {
            return wanted.actor();
        }
    }

    /**
     * Declares two golden records the same.
     *
     * @param withVersion of the other one, as it was seen; null where that is not known, and it is not looked at
     */
    record Merge(
            UUID golden,
            int version,
            UUID with,
            @Nullable Integer withVersion,
            @Nullable String reason,
            String actor) implements OnRecords {}

    /** Declares some members of a golden record different from the rest. */
    record Split(
            UUID golden,
            int version,
            List<RecordKey> records,
            @Nullable String reason,
            String actor) implements OnRecords {
        public Split {
            records = List.copyOf(records);
        }
    }

    /**
     * Declares some members of a golden record different from the rest and the same as another golden record.
     *
     * @param toVersion of the other one, as in {@link Merge}
     */
    record Transfer(
            UUID golden,
            int version,
            List<RecordKey> records,
            UUID to,
            @Nullable Integer toVersion,
            @Nullable String reason,
            String actor)
            implements OnRecords {
        public Transfer {
            records = List.copyOf(records);
        }
    }

    record PinValue(
            UUID golden,
            int version,
            String attribute,
            List<String> values,
            String reason,
            @Nullable Instant expires,
            String actor)
            implements OfSteward {
        public PinValue {
            values = List.copyOf(values);
        }
    }

    record Unpin(UUID golden, int version, String attribute, String actor) implements OfSteward {}

    /**
     * Lets values of several attributes stand above all sources, or releases those that do. One act.
     *
     * @param values by attribute; an empty list releases
     */
    record Edit(
            UUID golden,
            int version,
            SortedMap<String, List<String>> values,
            @Nullable String reason,
            @Nullable Instant expires,
            String actor)
            implements OfSteward {
        public Edit {
            SortedMap<String, List<String>> copy = new TreeMap<>(values);
            copy.replaceAll((attribute, list) -> List.copyOf(list));
            values = Collections.unmodifiableSortedMap(copy);
        }
    }

    /** A record that a steward enters. */
    record Create(RecordKey key, RecordData data, @Nullable String reason, String actor) implements OfSteward {}

    /** Deletes a record that a steward entered, and that is a member of this golden record. */
    record Remove(
            UUID golden,
            int version,
            RecordKey key,
            @Nullable String reason,
            String actor) implements OnRecords {}

    /** What is asked about requests for a change, and by them. */
    sealed interface OnRequest extends OfSteward {}

    /** Asks another person to approve an act, also where the model does not demand it. */
    record Propose(OfSteward wanted) implements OnRequest {
        public Propose {
            if (wanted instanceof OnRequest) {
                throw new IllegalArgumentException("a request is about an act");
            }
        }

        @Override
        public String actor() {
            return wanted.actor();
        }
    }

    /** What somebody thinks of a blind request before they see what was proposed. */
    record Judge(UUID request, Opinion opinion, String actor) implements OnRequest {}

    /**
     * @param evidence as shown with the request; if what it is about changed since, the outcome is {@link Outcome.Changed}
     * @param attributes of an edit: those that are approved, the others being refused; null for all
     */
    record Approve(
            UUID request,
            String evidence,
            @Nullable Set<String> attributes,
            @Nullable String reason,
            String actor) implements OnRequest {
        public Approve {
            attributes = attributes == null ? null : Set.copyOf(attributes);
        }
    }

    record Refuse(UUID request, @Nullable String reason, String actor) implements OnRequest {}

    /** By its proposer. */
    record Withdraw(UUID request, String actor) implements OnRequest {}
}
