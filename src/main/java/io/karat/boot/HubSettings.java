package io.karat.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of the hub as a whole; a feature keeps its own beside it. */
@ConfigMapping(prefix = "karat")
public interface HubSettings {

    /** The data directory. */
    @WithDefault(".karat")
    Path data();

    /** The directory of entity models. */
    @WithDefault("matching-rules")
    Path rules();
}
