package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.keycloak.StrayLogins;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;

/**
 * Before a login begins in the browser of somebody who is somebody else: an authentication session that is not the
 * impersonation's own goes, whoever put it there. After a second page Keycloak looks the user session up by it, and would
 * open another one ({@code AuthenticationProcessor.attachSession}).
 */
final class StrayLoginGuard implements AuthorizationEndpointCheckProvider {

    private final StrayLogins strayLogins;

    StrayLoginGuard(StrayLogins strayLogins) {
        this.strayLogins = strayLogins;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) {
        strayLogins.removeFromImpersonatedBrowser();
    }

    @Override
    public void close() {}
}
