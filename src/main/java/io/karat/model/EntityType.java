package io.karat.model;

import java.util.List;
import java.util.Optional;

/**
 * An entity type, bound from one YAML file.
 *
 * @param name for example {@code person}; matches {@code [a-z][a-z0-9_]*}
 * @param label one of it, for example {@code Person}
 * @param labelMany many of it, for example {@code People}
 * @param title template of a golden record's title, for example <code>{given_name} {family_name}</code>
 * @param attributes in the order of the file; the position is the attribute's number in features and provenance
 * @param reviews how long its questions may wait, and which of them two people decide
 * @param approval what another person has to approve
 * @param privacy who sees what is personal
 * @param timeliness how old what sources say may be
 * @param references what the lists beside the models say to it
 * @param version changes whenever the meaning of the file, or of the lists it uses, does; stored with every golden version
 */
public record EntityType(
        String name,
        String label,
        String labelMany,
        String title,
        List<Attribute> attributes,
        Matching matching,
        Survivorship survivorship,
        List<QualityRule> quality,
        ReviewRules reviews,
        Approval approval,
        Privacy privacy,
        Timeliness timeliness,
        References references,
        String version) {

    public EntityType {
        attributes = List.copyOf(attributes);
        quality = List.copyOf(quality);
    }

    /** Without rules for its questions, and without anything that needs approval. */
    public EntityType(
            String name,
            String label,
            String labelMany,
            String title,
            List<Attribute> attributes,
            Matching matching,
            Survivorship survivorship,
            List<QualityRule> quality,
            String version) {
        this(
                name,
                label,
                labelMany,
                title,
                attributes,
                matching,
                survivorship,
                quality,
                ReviewRules.NONE,
                Approval.NONE,
                Privacy.OPEN,
                Timeliness.NONE,
                References.NONE,
                version);
    }

    /** Without a period within which sources have to say things again. */
    public EntityType(
            String name,
            String label,
            String labelMany,
            String title,
            List<Attribute> attributes,
            Matching matching,
            Survivorship survivorship,
            List<QualityRule> quality,
            ReviewRules reviews,
            Approval approval,
            Privacy privacy,
            References references,
            String version) {
        this(
                name,
                label,
                labelMany,
                title,
                attributes,
                matching,
                survivorship,
                quality,
                reviews,
                approval,
                privacy,
                Timeliness.NONE,
                references,
                version);
    }

    /** Whether it has attributes that are personal data. */
    public boolean personal() {
        return attributes.stream().anyMatch(Attribute::pii);
    }

    public Optional<Attribute> attribute(String attributeName) {
        int at = indexOf(attributeName);
        return at < 0 ? Optional.empty() : Optional.of(attributes.get(at));
    }

    /** The attribute's number, or -1. */
    public int indexOf(String attributeName) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).name().equals(attributeName)) {
                return i;
            }
        }
        return -1;
    }
}
