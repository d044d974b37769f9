package io.karat.publish;

import io.karat.publish.Turn.Due;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes webhooks from events: the structured CloudEvent, signed as Standard Webhooks says. */
final class Sender {

    private final Targets targets;
    private final WebhookClient client;

    Sender(Targets targets, WebhookClient client) {
        this.targets = targets;
        this.client = client;
    }

    /** Several webhooks to one endpoint, whose name is resolved once for all of them. */
    @FunctionalInterface
    interface Batch {
        Answer send(String id, String body, boolean replay, Instant now);

        default Answer send(Due due, Instant now) {
            CloudEvent event = CloudEvent.of(due.event());
            return send(event.id(), Json.write(event), due.replay(), now);
        }
    }

    Batch open(String url, List<String> secrets) {
        WebhookUrl target;
        try {
            target = WebhookUrl.parse(url);
        } catch (IllegalArgumentException e) {
            return (id, body, replay, now) -> new Answer.Unanswered("the address cannot be used", 0);
        }
        return switch (targets.find(target)) {
            case Targets.Found.Not(String problem) -> (id, body, replay, now) -> new Answer.Unanswered(problem, 0);
            case Targets.Found.At(var address) ->
                (id, body, replay, now) -> client.post(target, address, headers(secrets, id, body, replay, now), body);
        };
    }

    private static Map<String, String> headers(
            List<String> secrets, String id, String body, boolean replay, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", CloudEvent.MEDIA_TYPE + "; charset=utf-8");
        headers.put("user-agent", "Karat");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", Signatures.sign(secrets, id, now, body));
        if (replay) {
            headers.put("webhook-replay", "true");
        }
        return headers;
    }
}
