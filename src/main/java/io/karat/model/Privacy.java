package io.karat.model;

/**
 * Who sees the personal data of an entity type, the attributes with {@code pii}. Others see that there is a value.
 *
 * @param see the weakest role that sees it: viewer, steward, approver or admin
 * @param reveal the weakest role that may have it shown for one golden record, with a reason that is kept
 */
public record Privacy(String see, String reveal) {

    /** Whoever reads sees all. */
    public static final Privacy OPEN = new Privacy("viewer", "viewer");
}
