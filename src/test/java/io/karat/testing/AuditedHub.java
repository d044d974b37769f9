package io.karat.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A hub of its own, of articles that quality rules hold to what is sent. */
public final class AuditedHub implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "karat.rules",
                "src/test/resources/models/audited",
                "karat.data",
                "target/hubs-under-test/" + ProcessHandle.current().pid() + "-audited");
    }
}
