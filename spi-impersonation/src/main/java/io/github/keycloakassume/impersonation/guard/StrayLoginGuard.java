package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.keycloak.AuthorizationRequest;
import io.github.keycloakassume.impersonation.keycloak.StrayLogins;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;

/**
 * Before a login begins in the browser of an impersonation: an authentication session that is not the impersonation's own
 * goes, wherever it comes from, for after a second page Keycloak looks the user session up by it, and would open another one
 * ({@code AuthenticationProcessor.attachSession}). And what is no login at all but answered by the same method of Keycloak
 * (registration, reset of credentials) is refused: it would drop the browser's identity.
 */
final class StrayLoginGuard implements AuthorizationEndpointCheckProvider {

    private final KeycloakSession session;

    StrayLoginGuard(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        AuthorizationRequest request = new AuthorizationRequest(session, checker);
        if (!request.isLogin()
                && new ClosedDoors(session, new KeycloakClock(), Refusal.IMPERSONATED)
                        .refusesBrowser(checker.getRealm())) {
            throw request.denied(Refusal.IMPERSONATED);
        }
        new StrayLogins(session).removeFromImpersonatedBrowser();
    }

    @Override
    public void close() {}
}
