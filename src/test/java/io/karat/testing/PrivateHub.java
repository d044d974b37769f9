package io.karat.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A hub of its own, of people whose personal data are hidden from those who only read. */
public final class PrivateHub implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "karat.rules",
                "src/test/resources/models/private",
                "karat.data",
                "target/hubs-under-test/" + ProcessHandle.current().pid() + "-private");
    }
}
