package io.karat.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token that proves that a form was made by this hub for this browser; for templates as {@code inject:csrf.token}.
 * Sent back as the form field {@value #FIELD} or the header {@value #HEADER}.
 *
 * <p>It is derived from the secret of the session, or of the visit while nobody is signed in, so it changes at sign-in and
 * needs no place of its own.
 */
@RequestScoped
@Named("csrf")
public class Csrf {

    static final String FIELD = "_csrf";
    static final String HEADER = "X-CSRF-Token";

    private final RoutingContext context;
    private @Nullable String fresh;

    Csrf(RoutingContext context) {
        this.context = context;
    }

    public String getToken() {
        return Secrets.derive("csrf", secret().orElseGet(this::beginVisit));
    }

    public String token() {
        return getToken();
    }

    boolean accepts(@Nullable String given) {
        return given != null
                && secret().filter(secret -> Secrets.same(Secrets.derive("csrf", secret), given))
                        .isPresent();
    }

    private Optional<String> secret() {
        return SignInCookies.session(context)
                .or(() -> SignInCookies.beforeSession(context))
                .or(() -> Optional.ofNullable(fresh));
    }

    private String beginVisit() {
        String secret = Secrets.random();
        fresh = secret;
        SignInCookies.beginVisit(context, secret);
        return secret;
    }
}
