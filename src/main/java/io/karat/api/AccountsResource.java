package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Account;
import io.karat.access.AccountChange;
import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The people who sign in with a password. */
@Path("/api/v1/accounts")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Administration")
class AccountsResource {

    private final Accounts accounts;
    private final Access access;

    AccountsResource(Accounts accounts, Access access) {
        this.accounts = accounts;
        this.access = access;
    }

    @GET
    @Operation(summary = "All accounts")
    public List<AccountView> all() {
        return accounts.all().stream().map(AccountView::of).toList();
    }

    @POST
    @Operation(summary = "Creates an account")
    public Response create(@Valid @NotNull NewAccount wanted) {
        AccountChange change = accounts.create(wanted.name(), wanted.password(), role(wanted.role()), access.actor());
        return Response.status(Response.Status.CREATED).entity(view(change)).build();
    }

    @PATCH
    @Path("{name}")
    @Operation(
            summary = "Changes the role, or disables or enables the account",
            description = "Ends the person's sessions. The last administrator stays one.")
    public AccountView change(String name, @NotNull Change wanted) {
        Role role = wanted.role() == null ? null : role(wanted.role());
        if (role == null && wanted.disabled() == null) {
            throw new BadRequestException("Say what to change: role, disabled");
        }
        return view(accounts.change(name, role, wanted.disabled(), access.actor()));
    }

    @PUT
    @Path("{name}/password")
    @Operation(summary = "Gives the account a new password", description = "Ends the person's sessions.")
    public AccountView resetPassword(String name, @Valid @NotNull NewPassword wanted) {
        return view(accounts.resetPassword(name, wanted.password(), access.actor()));
    }

    private static AccountView view(AccountChange change) {
        return switch (change) {
            case AccountChange.Done(Account account) -> AccountView.of(account);
            case AccountChange.NameTaken() ->
                throw new ClientErrorException("There is an account of this name already", Response.Status.CONFLICT);
            case AccountChange.NoSuchAccount() -> throw new NotFoundException("There is no such account");
            case AccountChange.LastAdministrator() ->
                throw new ClientErrorException(
                        "This is the last administrator who can sign in", Response.Status.CONFLICT);
            case AccountChange.Refused(String why) -> throw new BadRequestException(why);
        };
    }

    private static Role role(String label) {
        return Role.of(label)
                .orElseThrow(() -> new BadRequestException("A role is admin, approver, steward or viewer"));
    }

    record NewAccount(
            @NotBlank String name,
            @NotBlank String password,
            @NotBlank String role) {
        @Override
        public String toString() {
            return "NewAccount[" + name + ", " + role + "]";
        }
    }

    record Change(@Nullable String role, @Nullable Boolean disabled) {}

    record NewPassword(@NotBlank String password) {
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    record AccountView(
            String name,
            String role,
            boolean disabled,
            Instant createdAt,
            @Nullable Instant lastSignInAt) {

        static AccountView of(Account account) {
            return new AccountView(
                    account.name(),
                    account.role().label(),
                    account.disabled(),
                    account.createdAt(),
                    account.lastSignInAt());
        }
    }
}
