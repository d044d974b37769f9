package io.karat.api;

import io.karat.ledger.Models;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;

/** Entity types by the names in paths. */
@ApplicationScoped
class EntityTypes {

    private final Models models;

    EntityTypes(Models models) {
        this.models = models;
    }

    EntityType require(String entity) {
        return models.find(entity).orElseThrow(Refused::unknownEntity);
    }
}
