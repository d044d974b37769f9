/**
 * The REST resources and the one mapper from failures to problem documents.
 *
 * <p>Promised: the calls and answers of the OpenAPI document. Hidden: everything; nothing may import this package. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Karat",
                        version = "1",
                        description = "Sources push records, subscribers follow golden records, stewards' tools decide."
                                + " Errors are problem documents (RFC 9457). Cursors are opaque.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        security = @SecurityRequirement(name = "token"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "token",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        description = "A token of an administrator, a source or a subscriber")),
        tags = {
            @Tag(name = "Entity types", description = "What the hub keeps records of"),
            @Tag(name = "Records", description = "What sources push"),
            @Tag(name = "Golden records", description = "What the hub makes of it"),
            @Tag(name = "Reviews", description = "What it asks"),
            @Tag(name = "Publication", description = "What subscribers receive"),
            @Tag(name = "Administration", description = "Sources, tokens, accounts, jobs")
        })
package io.karat.api;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;
