package io.karat.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person who may sign in with a password kept by the hub. */
public record Account(
        String name,
        Role role,
        boolean disabled,
        Theme theme,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {}
