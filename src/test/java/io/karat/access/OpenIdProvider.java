package io.karat.access;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** As much of an OpenID Connect provider as it takes to verify a token: it publishes its key and signs with it. */
public final class OpenIdProvider implements QuarkusTestResourceLifecycleManager {

    private static final KeyPair KEYS = keys();
    private static String issuer = "";

    private HttpServer server;

    /** An access token of this person, as a front end of the company would send it. */
    static String token(String person, String... roles) {
        return Jwt.issuer(issuer)
                .upn(person)
                .groups(Set.of(roles))
                .expiresIn(300)
                .jws()
                .keyId("one")
                .sign(KEYS.getPrivate());
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        byte[] answer = published().getBytes(StandardCharsets.UTF_8);
        server.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        issuer = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "quarkus.oidc.tenant-enabled", "true",
                "quarkus.oidc.auth-server-url", issuer,
                "quarkus.oidc.discovery-enabled", "false",
                "quarkus.oidc.authorization-path", "/authorize",
                "quarkus.oidc.token-path", "/token",
                "quarkus.oidc.jwks-path", "/keys",
                "quarkus.oidc.token.issuer", issuer,
                "quarkus.oidc.client-id", "karat",
                "quarkus.oidc.credentials.secret", "a secret of thirty-two characters");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static String published() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        return "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"one\", \"use\": \"sig\", \"alg\": \"RS256\", \"e\": \"AQAB\","
                + " \"n\": \"" + text.encodeToString(unsigned(key.getModulus().toByteArray())) + "\"}]}";
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
