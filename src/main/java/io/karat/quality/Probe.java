package io.karat.quality;

import org.jspecify.annotations.Nullable;

/** A check made ready to look at records. Thread-safe. */
interface Probe {

    /** Whether the record passes; null where the check does not apply to it. */
    @Nullable Boolean look(Subject subject);
}
