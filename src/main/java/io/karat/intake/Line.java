package io.karat.intake;

import org.jspecify.annotations.Nullable;

/** One line of a bulk body, by the number of the line it begins on (from 1). */
sealed interface Line {

    long number();

    record Read(long number, String key, Submission submission) implements Line {}

    record Unread(long number, @Nullable String key, Fault fault) implements Line {}
}
