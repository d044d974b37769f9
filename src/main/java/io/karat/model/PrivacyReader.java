package io.karat.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Binds {@code privacy}: {@code {see: steward, reveal: viewer}}. */
final class PrivacyReader {

    static final List<String> KEYS = List.of("see", "reveal");
    static final List<String> ROLES = List.of("viewer", "steward", "approver", "admin");

    private final YamlSource yaml;

    PrivacyReader(YamlSource yaml) {
        this.yaml = yaml;
    }

    Privacy read(@Nullable Node node) {
        if (node == null) {
            return Privacy.OPEN;
        }
        Map<String, Node> keys = yaml.mapping(node, "privacy", KEYS);
        String see = role(keys.get("see"), "see", "viewer");
        String reveal = role(keys.get("reveal"), "reveal", see);
        if (ROLES.indexOf(reveal) > ROLES.indexOf(see)) {
            yaml.problem(node, "reveal is for those who do not see: give it a role of at most 'see'");
        }
        return new Privacy(see, reveal);
    }

    private String role(@Nullable Node node, String key, String otherwise) {
        if (node == null) {
            return otherwise;
        }
        String role = yaml.text(node, key).orElse(otherwise);
        if (!ROLES.contains(role)) {
            yaml.problem(node, key + " has to be one of " + String.join(", ", ROLES));
            return otherwise;
        }
        return role;
    }
}
