package io.karat.publish;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The headers of Standard Webhooks. */
final class Signatures {

    private Signatures() {}

    /** One signature for each secret: while a secret is being replaced, both the old and the new one verify. */
    static String sign(List<String> secrets, String id, Instant at, String body) {
        return secrets.stream().map(secret -> sign(secret, id, at, body)).collect(Collectors.joining(" "));
    }

    private static String sign(String secret, String id, Instant at, String body) {
        try {
            return new Webhook(secret).sign(id, at.getEpochSecond(), body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("Every secret can sign", e);
        }
    }
}
