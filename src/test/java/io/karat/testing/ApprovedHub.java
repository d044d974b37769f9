package io.karat.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A hub of its own, of people of whom some values and acts need approval. */
public final class ApprovedHub implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "karat.rules",
                "src/test/resources/models/approved",
                "karat.data",
                "target/hubs-under-test/" + ProcessHandle.current().pid() + "-approved");
    }
}
