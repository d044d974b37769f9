package io.karat.model;

/** A quality rule as it stands in an entity model: {@code check} is a CEL expression that holds for a good record. */
public record QualityRule(String id, String check, Severity severity) {

    public enum Severity {
        REJECT,
        QUARANTINE,
        REVIEW,
        WARN
    }
}
