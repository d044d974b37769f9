package io.karat.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Settings of webhooks. */
@ConfigMapping(prefix = "karat.webhook")
public interface WebhookSettings {

    /** Whether webhooks may go to addresses of this host and of private networks: {@code allow} or {@code deny}. */
    @WithName("private")
    @WithDefault("deny")
    PrivateTargets privateTargets();

    /** How long a subscriber has to answer. */
    @WithDefault("10s")
    Duration timeout();

    /** Most requests to one subscription at a time. */
    @WithDefault("8")
    int concurrency();

    enum PrivateTargets {
        ALLOW,
        DENY
    }
}
