package io.karat.access;

/** The names of roles, as annotations need them. What a person's role includes is said by {@link Role}. */
public final class Roles {
    public static final String ADMIN = "admin";
    public static final String APPROVER = "approver";
    public static final String STEWARD = "steward";
    public static final String VIEWER = "viewer";

    /** A system that writes the records of one source. */
    public static final String SOURCE = "source";

    /** A system that reads one subscription. */
    public static final String SUBSCRIBER = "subscriber";

    private Roles() {}
}
