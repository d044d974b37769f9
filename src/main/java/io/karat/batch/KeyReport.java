package io.karat.batch;

import io.karat.match.CandidateIndex;
import java.util.List;

/**
 * What the keys of a file do: which kinds bring candidates and matches together, which keys are passed over, and which
 * records stay without a candidate. Two records match here if they are in one cluster; no truth is needed.
 *
 * @param kinds those of which any key is shared; the ones that alone find the most matches first
 * @param largest of the keys that are passed over, the largest first
 */
public record KeyReport(Limits limits, Totals totals, Coverage records, List<Kind> kinds, List<Block> largest) {

    public KeyReport {
        kinds = List.copyOf(kinds);
        largest = List.copyOf(largest);
    }

    /**
     * @param cluster of each record
     * @param values tell also what the largest keys are made of, which may be personal data
     */
    public static KeyReport of(KeyedRecords keyed, int[] cluster, boolean values) {
        Limits limits = new Limits(CandidateIndex.DEFAULT_CAP, CandidateIndex.DEFAULT_BUDGET);
        return new KeyDiagnosis(keyed.records(), keyed.candidates(), limits).report(cluster, values);
    }

    /**
     * @param cap records that may share a key
     * @param budget other records that one looks at
     */
    public record Limits(int cap, int budget) {}

    /**
     * @param candidates pairs of records that were looked at and share a key
     * @param matches pairs of records in one cluster
     * @param matchesFound those among the candidates; clusters bring the others together through a third record
     */
    public record Totals(long candidates, long matches, long matchesFound) {}

    /**
     * How many records there are of each sort; those without a candidate for one of three reasons.
     *
     * @param atBudget records that stopped looking at the budget, with or without a candidate
     * @param cut the budget was used up by records that share no key, whichever of the two looked
     * @param passedOver all keys that they share with anybody are passed over
     * @param alone they share no key with anybody
     */
    public record Coverage(int all, int atBudget, int cut, int passedOver, int alone) {}

    /**
     * Keys of one kind.
     *
     * @param attributes one whose value is a key by itself, or two that make a key together
     * @param used what they are made of leads to candidates
     * @param passedOver more records share them than the cap allows, or would by chance
     * @param candidates that they lead to
     * @param matches among these
     */
    public record Kind(List<String> attributes, Groups used, Groups passedOver, Found candidates, Found matches) {
        public Kind {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * Keys that two records or more share.
     *
     * @param records they hold, each as often as it is in one
     * @param largest records of the largest
     */
    public record Groups(long keys, long records, int largest) {}

    /** @param only pairs to which no other kind of key leads */
    public record Found(long pairs, long only) {}

    /**
     * A key that is passed over.
     *
     * @param values for each attribute the one that most of the records have, and how many; empty unless asked for
     */
    public record Block(List<String> attributes, int records, List<Value> values) {
        public Block {
            attributes = List.copyOf(attributes);
            values = List.copyOf(values);
        }
    }

    public record Value(String attribute, String value, int records) {}
}
