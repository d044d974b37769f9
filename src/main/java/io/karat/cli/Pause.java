package io.karat.cli;

import java.time.Duration;

/** How a command waits before it tries again; tests do not. */
@FunctionalInterface
interface Pause {

    void forAsLongAs(Duration time) throws InterruptedException;
}
