package io.karat.standardise;

import java.util.List;
import java.util.Map;

/**
 * What standardising one record gives.
 *
 * @param features for matching
 * @param comparable for each attribute of the record's data, aligned with the raw values: the comparable form, or the
 *     empty string where the raw value is no evidence (a placeholder, an impossible date)
 * @param findings why values are no evidence
 */
public record Standardised(Features features, Map<String, List<String>> comparable, List<Finding> findings) {
    public Standardised {
        comparable = Map.copyOf(comparable);
        findings = List.copyOf(findings);
    }
}
