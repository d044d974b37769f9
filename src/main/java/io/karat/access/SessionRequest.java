package io.karat.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

final class SessionRequest extends BaseAuthenticationRequest {
    private final String secret;

    SessionRequest(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }
}
