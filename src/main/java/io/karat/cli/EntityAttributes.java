package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Set;

/** The attributes an entity type has in the hub. */
final class EntityAttributes {

    private EntityAttributes() {}

    static Set<String> of(HubClient hub, String entity) {
        HttpResponse<String> answer = hub.look("/api/v1/entities/" + HubClient.segment(entity));
        if (answer.statusCode() != 200) {
            throw HubClient.refused(answer.statusCode(), answer.body());
        }
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode attribute : HubClient.parse(answer.body()).path("attributes")) {
            names.add(attribute.path("name").asText());
        }
        return names;
    }
}
