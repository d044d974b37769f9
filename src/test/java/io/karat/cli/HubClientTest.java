package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubClientTest {

    private final List<Duration> pauses = new ArrayList<>();
    private HubDouble hub;
    private HubClient client;

    @BeforeEach
    void start() throws IOException {
        hub = new HubDouble();
        client = new HubClient(hub.url(), HubDouble.TOKEN)
                .patience(Duration.ofMinutes(1))
                .pause(pauses::add);
    }

    @AfterEach
    void stop() {
        client.close();
        hub.close();
    }

    @Test
    void waitsAsLongAsABusyHubAsks() {
        hub.moods.add(HubDouble.Mood.BUSY);

        assertThat(client.look("/api/v1/entities/person").statusCode()).isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waitsLongerAfterEachLostConnection() {
        hub.answers.put("POST /api/v1/admin/check", "{}");
        hub.moods.addAll(List.of(HubDouble.Mood.BROKEN, HubDouble.Mood.BROKEN, HubDouble.Mood.BROKEN));

        assertThat(client.tryPost("/api/v1/admin/check", "").statusCode()).isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void givesUpWhenItsPatienceIsSpent() {
        hub.close();

        assertThatThrownBy(() -> client.look("/api/v1/entities/person"))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.HUB))
                .hasMessageContaining("Is it running?");
        assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isBetween(60_000L, 80_000L);
    }

    @Test
    void escapesWhatGoesIntoAPath() {
        assertThat(HubClient.segment("a/b c?")).isEqualTo("a%2Fb%20c%3F");
    }
}
