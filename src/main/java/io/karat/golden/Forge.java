package io.karat.golden;

import io.karat.model.EntityType;
import java.time.Instant;
import java.util.List;

/** Forges a golden record from its members by the entity type's survivorship rules. Pure. */
public final class Forge {
    private Forge() {}

    /**
     * @param members any order; at least one
     * @param now decides which pins have expired, nothing else
     */
    public static GoldenValues forge(EntityType type, List<Contribution> members, List<Pin> pins, Instant now) {
        throw new UnsupportedOperationException(type + "" + members + pins + now);
    }
}
