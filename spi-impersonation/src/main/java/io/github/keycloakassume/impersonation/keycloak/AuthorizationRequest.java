package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.core.model.Refusal;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.util.TokenUtil;

/**
 * A request to {@code AuthorizationEndpoint}, which answers registration and reset of credentials by the same method as
 * logins: what it leads to is known by its path, and by a prompt that leads from the login to registration.
 */
public final class AuthorizationRequest {

    private final KeycloakSession session;
    private final AuthorizationEndpointChecker checker;

    public AuthorizationRequest(KeycloakSession session, AuthorizationEndpointChecker checker) {
        this.session = session;
        this.checker = checker;
    }

    /** Whether it leads to a login and to nothing else, or is an application's own, which is asked again at the login. */
    public boolean isLogin() {
        RequestPath path = RequestPath.of(session.getContext());
        return path.is("realms", RequestPath.ANY, "protocol", "openid-connect", "ext", "par", "request")
                || (path.is("realms", RequestPath.ANY, "protocol", "openid-connect", "auth") && !createsAccount());
    }

    /** Where {@code AuthorizationEndpoint.process} looks: at the parameter itself, and at the parsed request. */
    private boolean createsAccount() {
        return OIDCLoginProtocol.PROMPT_VALUE_CREATE.equals(
                        checker.getQueryParams().getFirst(OIDCLoginProtocol.PROMPT_PARAM))
                || TokenUtil.hasPrompt(
                        checker.getAuthorizationEndpointRequest().getPrompt(), OIDCLoginProtocol.PROMPT_VALUE_CREATE);
    }

    /** The answer to the application: {@code access_denied}, with the reason. */
    public AuthorizationCheckException denied(Refusal refusal) {
        return new AuthorizationCheckException(
                Response.Status.FORBIDDEN, OAuthErrorException.ACCESS_DENIED, refusal.key());
    }
}
