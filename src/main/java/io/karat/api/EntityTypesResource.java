package io.karat.api;

import io.karat.access.Roles;
import io.karat.ledger.Models;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the hub was told about its entity types; a source maps its columns by it. */
@Path("/api/v1/entities")
@RolesAllowed({Roles.VIEWER, Roles.SOURCE, Roles.SUBSCRIBER})
@Tag(name = "Records")
class EntityTypesResource {

    private final Models models;

    EntityTypesResource(Models models) {
        this.models = models;
    }

    @GET
    @Operation(summary = "All entity types and their attributes")
    public List<EntityTypeView> all() {
        return models.all().stream().map(EntityTypeView::of).toList();
    }

    @GET
    @Path("{entity}")
    @Operation(summary = "One entity type and its attributes")
    public EntityTypeView one(String entity) {
        return models.find(entity)
                .map(EntityTypeView::of)
                .orElseThrow(() -> new NotFoundException("There is no entity type of this name"));
    }

    record EntityTypeView(String entity, String label, String labelMany, List<AttributeView> attributes) {
        static EntityTypeView of(EntityType type) {
            return new EntityTypeView(
                    type.name(),
                    type.label(),
                    type.labelMany(),
                    type.attributes().stream().map(AttributeView::of).toList());
        }
    }

    /** @param type as the model file writes it */
    record AttributeView(String name, String label, String type, boolean many) {
        static AttributeView of(Attribute attribute) {
            return new AttributeView(
                    attribute.name(), attribute.label(), attribute.type().code(), attribute.many());
        }
    }
}
