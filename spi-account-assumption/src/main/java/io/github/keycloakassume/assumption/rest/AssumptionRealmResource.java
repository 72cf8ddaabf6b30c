package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.core.keycloak.AccountCaller;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** {@code /realms/{realm}/account-assumption}: for those who come with a token for the account API. */
public final class AssumptionRealmResource {

    private final KeycloakSession session;
    private final Clock clock;

    AssumptionRealmResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** An organization, for its own administrators. */
    @Path("organizations/{id}")
    public OrganizationResource organization(@PathParam("id") String id) {
        return new OrganizationResource(session, new OrganizationDoor(session, caller(), id), clock, id);
    }

    /** The caller's own account. */
    @Path("me")
    public MeResource me() {
        AccountCaller caller = caller();
        return new MeResource(session, new UserDoor(session, caller), clock, caller.user());
    }

    private AccountCaller caller() {
        return AccountCaller.of(session)
                .filter(caller ->
                        !session.getProvider(ImpersonationRegistry.class).isOver(caller.login()))
                .orElseThrow(() -> new NotAuthorizedException(Response.fromResponse(
                                Answers.error(Response.Status.UNAUTHORIZED.getStatusCode(), "unauthorized", List.of()))
                        .header("WWW-Authenticate", "Bearer")
                        .build()));
    }
}
