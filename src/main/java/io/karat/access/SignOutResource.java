package io.karat.access;

import io.quarkus.security.Authenticated;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the sign-out button leads. */
@Path("/logout")
class SignOutResource {

    private final SignIn signIn;
    private final RoutingContext context;

    SignOutResource(SignIn signIn, RoutingContext context) {
        this.signIn = signIn;
        this.context = context;
    }

    @POST
    @Authenticated
    @Operation(hidden = true)
    public Response out() {
        signIn.out(context);
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", "/login")
                .build();
    }
}
