package io.karat.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a person stays signed in. */
@ConfigMapping(prefix = "karat.session")
interface SessionSettings {

    /** Without any request. */
    @WithDefault("PT1H")
    Duration idle();

    /** In all. */
    @WithDefault("PT12H")
    Duration longest();
}
