package io.karat.standardise;

import java.util.List;
import java.util.Map;

/**
 * What standardising one record gives.
 *
 * @param features for matching
 * @param comparable for each attribute of the record's data, aligned with the raw values: the comparable form, or the
 *     empty string where the raw value is no evidence (a placeholder, an impossible date)
 * @param codes for each attribute that has a list of codes, aligned with the raw values: the code that a value stands for,
 *     or the raw value where it stands for none
 * @param findings why values are no evidence
 */
public record Standardised(
        Features features,
        Map<String, List<String>> comparable,
        Map<String, List<String>> codes,
        List<Finding> findings) {
    public Standardised {
        comparable = Map.copyOf(comparable);
        codes = Map.copyOf(codes);
        findings = List.copyOf(findings);
    }

    public Standardised with(List<Finding> others) {
        return new Standardised(features, comparable, codes, others);
    }
}
