package io.karat.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

final class TokenRequest extends BaseAuthenticationRequest {
    private final String secret;

    TokenRequest(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }
}
