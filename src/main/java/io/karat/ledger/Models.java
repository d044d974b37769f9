package io.karat.ledger;

import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/** The entity types the hub was started with. A faulty model keeps the hub from starting. */
@ApplicationScoped
public class Models {

    public Collection<EntityType> all() {
        throw new UnsupportedOperationException();
    }

    public Optional<EntityType> find(String entity) {
        throw new UnsupportedOperationException(entity);
    }
}
