package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoSubscriberTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String EVENT =
            "{\"type\": \"golden.created\", \"subject\": \"g-1\", \"version\": 3, \"seq\": 41, \"data\": {\"x\": 1}}";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private DemoSubscriber subscriber;

    @BeforeEach
    void start() throws IOException {
        subscriber = new DemoSubscriber(0, told::add);
        subscriber.trust("person", SECRET);
    }

    @AfterEach
    void stop() {
        subscriber.close();
    }

    @Test
    void tellsAWebhookWithAValidSignatureInOneLineWithoutItsData() throws Exception {
        String signature = new Webhook(SECRET).sign("msg_1", Instant.now().getEpochSecond(), EVENT);

        assertThat(deliver(signature)).isEqualTo(204);
        assertThat(told).singleElement().asString().contains("golden.created", "g-1", "version 3", "seq 41");
    }

    @Test
    void refusesAWebhookThatSomebodyElseSigned() throws Exception {
        String signature = new Webhook("whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY")
                .sign("msg_1", Instant.now().getEpochSecond(), EVENT);

        assertThat(deliver(signature)).isEqualTo(401);
        assertThat(told).singleElement().asString().contains("not valid").doesNotContain("g-1");
    }

    private int deliver(String signature) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(subscriber.url("person"))
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(EVENT))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
