package io.karat.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person may do; each role includes those before it. */
public enum Role {
    /** Reads. */
    VIEWER(Roles.VIEWER),
    /** Decides. */
    STEWARD(Roles.STEWARD),
    /** Approves what others propose. */
    APPROVER(Roles.APPROVER),
    /** Administers. */
    ADMIN(Roles.ADMIN);

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The name used in the database, in JSON and in {@link Roles}. */
    public String label() {
        return label;
    }

    /** This role and all that it includes, by label. */
    Set<String> included() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::label)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Optional<Role> of(String label) {
        return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
    }
}
