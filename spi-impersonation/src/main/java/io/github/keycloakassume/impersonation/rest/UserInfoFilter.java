package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.impersonation.guard.UserInfoGuard;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Puts {@link UserInfoGuard} behind Keycloak's userinfo endpoint: before it, a token in a form is not read yet. Other paths
 * cost one comparison of text.
 */
@Provider
public final class UserInfoFilter implements ContainerResponseFilter {

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == Response.Status.OK.getStatusCode()
                && response.hasEntity()
                && RequestPath.of(request).isBelow("realms", RequestPath.ANY, "protocol", "openid-connect", "userinfo")
                && new UserInfoGuard(session, new KeycloakClock()).keepsBack()) {
            response.setStatusInfo(Response.Status.UNAUTHORIZED);
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"" + OAuthErrorException.INVALID_TOKEN + "\"");
            response.setEntity(
                    new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_TOKEN, StrayAnswer.DESCRIPTION),
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
