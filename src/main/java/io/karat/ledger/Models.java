package io.karat.ledger;

import io.karat.boot.HubSettings;
import io.karat.boot.StartRefused;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.Problem;
import io.karat.quality.Soundness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The entity types the hub was started with. A faulty model keeps the hub from starting. */
@ApplicationScoped
public class Models {

    private final Map<String, EntityType> types = new LinkedHashMap<>();

    Models(HubSettings settings) {
        switch (ModelFiles.load(settings.rules(), new Soundness())) {
            case ModelFiles.Loaded loaded -> loaded.models().forEach(m -> types.put(m.name(), m));
            case ModelFiles.Faulty faulty ->
                throw new StartRefused(
                        "The entity models have problems:\n"
                                + faulty.problems().stream()
                                        .map(Problem::toString)
                                        .collect(Collectors.joining("\n")),
                        StartRefused.FAULTY_MODEL);
        }
    }

    public Collection<EntityType> all() {
        return types.values();
    }

    public Optional<EntityType> find(String entity) {
        return Optional.ofNullable(types.get(entity));
    }
}
