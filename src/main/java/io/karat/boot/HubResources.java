package io.karat.boot;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what the hub stands on available for injection. */
final class HubResources {

    private HubResources() {}

    @Produces
    @Singleton
    static DataDirectory dataDirectory(HubSettings settings) {
        return DataDirectory.open(settings.data());
    }

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
