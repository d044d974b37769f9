package io.karat.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where the sign-in form leads. The page with the form is {@code GET /login}; it shows what went
 * wrong by {@code problem=wrong} or {@code problem=wait&seconds=N}, and hands on {@code next}.
 */
@Path("/login")
class SignInResource {

    private final SignIn signIn;
    private final RoutingContext context;

    SignInResource(SignIn signIn, RoutingContext context) {
        this.signIn = signIn;
        this.context = context;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response in(
            @FormParam("name") @Nullable String name,
            @FormParam("password") @Nullable String password,
            @FormParam("next") @Nullable String next) {
        ReturnPath path = ReturnPath.of(next);
        String given = name == null ? "" : name.strip();
        return switch (signIn.in(given, password == null ? "" : password, context)) {
            case SignIn.Result.Welcome() -> to(path.path());
            case SignIn.Result.Wrong() -> to(again(path, "problem=wrong"));
            case SignIn.Result.Wait(var time) -> to(again(path, "problem=wait&seconds=" + (time.toSeconds() + 1)));
        };
    }

    private static String again(ReturnPath path, String problem) {
        return "/login?" + problem + "&next=" + URLEncoder.encode(path.path(), StandardCharsets.UTF_8);
    }

    private static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", URI.create(path).toString())
                .build();
    }
}
