package io.karat.ui;

import io.karat.access.Csrf;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The form by which people sign in. */
@Path("/login")
class SignInPage {

    private final Csrf csrf;
    private final Assets assets;

    SignInPage(Csrf csrf, Assets assets) {
        this.csrf = csrf;
        this.assets = assets;
    }

    @GET
    @PermitAll
    public Response show(
            @QueryParam("next") @Nullable String next,
            @QueryParam("problem") @Nullable String problem,
            @QueryParam("seconds") @Nullable String seconds) {
        var form = new SignInForm(
                Messages.text("common-sign-in"),
                next == null ? "/" : next,
                words(problem, Typed.number(seconds)),
                csrf.getToken(),
                assets.version());
        return Html.page(Templates.login(form)).build();
    }

    private static String words(@Nullable String problem, @Nullable Long seconds) {
        if (problem == null) {
            return "";
        }
        return switch (problem) {
            case "wrong" -> Messages.text("layout-name-or-password-is-wrong");
            case "wait" -> Messages.count("layout-too-many-attempts", seconds == null ? 1 : seconds);
            default -> Messages.text("layout-please-sign-in");
        };
    }
}
