package io.karat.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of the specification, and where webhooks must not go. */
class WebhookRulesTest {

    @Test
    void signsAsTheSpecificationsExample() {
        String signature = Signatures.sign(
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}");
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.3.4",
                "192.168.1.1",
                "127.0.0.1",
                "0.0.0.0",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fc00::1",
                "ff02::1"
            })
    void addressesOfThisHostAndOfPrivateNetworksAreNotPublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"})
    void addressesOfTheInternetArePublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "file:///etc/passwd",
                "http://user@example.org/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://017700000001/",
                "http://127.1/",
                "http:///path",
                "example.org/hook",
                "http://example.org/#x",
                "http://example.org:99999/"
            })
    void addressesThatReadersTakeDifferentlyAreRefused(String url) {
        assertThatThrownBy(() -> WebhookUrl.parse(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneOfSeveralAddressesThatIsPrivateIsEnoughToRefuse() {
        Targets targets = new Targets(host -> List.of(address("93.184.216.34"), address("192.168.0.7")), false);
        assertThat(targets.find(WebhookUrl.parse("https://hooks.example.org/in")))
                .isInstanceOf(Targets.Found.Not.class);
    }

    @Test
    void theNameIsResolvedOnceAndWhatWasCheckedIsDialled() {
        List<String> asked = new ArrayList<>();
        Targets targets = new Targets(
                host -> {
                    asked.add(host);
                    return List.of(address(asked.size() == 1 ? "93.184.216.34" : "127.0.0.1"));
                },
                false);
        assertThat(targets.find(WebhookUrl.parse("https://hooks.example.org/in")))
                .isEqualTo(new Targets.Found.At(address("93.184.216.34")));
        assertThat(asked).hasSize(1);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
