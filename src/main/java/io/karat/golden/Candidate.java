package io.karat.golden;

import io.karat.model.RecordKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One member's value of an attribute and what became of it, for a steward who asks why.
 *
 * @param value what the golden record would have; empty where the member has no value but its record supplies the whole
 *     group
 * @param sent as the source sent it: another one where the attribute has a list of codes
 * @param comparable empty where the value is no evidence
 * @param observedAt of the record, or null
 * @param why what the rule sees of it and what became of it, for a steward: completes a sentence that begins with the value
 */
public record Candidate(
        String value,
        String sent,
        String comparable,
        RecordKey key,
        int ordinal,
        @Nullable Instant observedAt,
        Fate fate,
        String why) {

    Candidate pinned() {
        return new Candidate(value, sent, comparable, key, ordinal, observedAt, Fate.PINNED, Fate.PINNED.words());
    }

    /** Where what stands is not for the rule to choose. */
    Candidate arbitrated(Fate as) {
        return new Candidate(value, sent, comparable, key, ordinal, observedAt, as, as.words());
    }

    /** Survives or not, and by which criterion. */
    public enum Fate {
        WON(true, "survives"),
        UNION(true, "kept beside the first value"),
        SAME(false, "says the same as a value that survives"),
        PINNED(false, "a steward pinned another value"),
        CHOSEN(true, "a steward chose it while the sources disagree"),
        REFUSED(false, "a steward chose another value"),
        HELD(true, "was published before the sources disagreed, and stays until a steward answers"),
        ASKED(false, "waits for a steward: the sources disagree"),
        NO_EVIDENCE(false, "is a placeholder or cannot be read"),
        CONDITION(false, "is of a record for which the condition does not hold"),
        NOT_VALID(false, "is of a record that is not valid at this time"),
        APART(false, "takes no part: the condition does not hold for its record"),
        RULE(false, "the rule prefers another record"),
        SOURCE(false, "another source goes first"),
        OBSERVED(false, "was observed earlier"),
        CONTENT(false, "equal in every respect; the order of content decides"),
        POSITION(false, "stands further down in its own record");

        private final boolean survives;
        private final String words;

        Fate(boolean survives, String words) {
            this.survives = survives;
            this.words = words;
        }

        public boolean survives() {
            return survives;
        }

        /** For a steward: completes a sentence that begins with the value. */
        public String words() {
            return words;
        }
    }
}
