package io.karat.model;

/**
 * One attribute of an entity type.
 *
 * @param name as in the model file and in a record's data
 * @param label what a steward reads
 * @param type what the attribute means
 * @param pii personal data: never in logs, metrics or error messages
 * @param many the distinct union of the members' values survives, the winner first
 * @param exclusive two valid values more than one edit apart keep records apart
 * @param shared members of a household have it in common (see {@link AttributeType#shareable()})
 */
public record Attribute(
        String name, String label, AttributeType type, boolean pii, boolean many, boolean exclusive, boolean shared) {

    /** The model says that a value belongs to one real thing alone. */
    public boolean identifies() {
        return type == AttributeType.IDENTIFIER || exclusive;
    }
}
