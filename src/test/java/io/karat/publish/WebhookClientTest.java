package io.karat.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookClientTest {

    private static final int POSTS = 5000;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InetAddress here = InetAddress.getLoopbackAddress();
    private HttpServer endpoint;
    private WebhookClient client;

    @BeforeEach
    void open() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(here, 0), 0);
        endpoint.setExecutor(threads);
        client = new WebhookClient(vertx, new HttpClientOptions(), Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        endpoint.stop(0);
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** An answer is often whole before the thread that asked runs again. */
    @Test
    void anAnswerThatIsThereAtOnceIsReadLikeAnyOther() {
        byte[] thanks = "thanks".getBytes(StandardCharsets.UTF_8);
        endpoint.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, thanks.length);
                exchange.getResponseBody().write(thanks);
            }
        });
        endpoint.start();
        WebhookUrl url =
                WebhookUrl.parse("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/");

        assertThat(IntStream.range(0, POSTS)
                        .parallel()
                        .mapToObj(i -> client.post(url, here, Map.of(), "{}"))
                        .toList())
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Answer.Answered.class, answered -> {
                    assertThat(answered.status()).isEqualTo(200);
                    assertThat(answered.excerpt()).isEqualTo("thanks");
                }));
    }
}
