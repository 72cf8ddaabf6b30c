package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.impersonation.guard.AdminApiGuard;
import io.github.keycloakassume.impersonation.guard.ClosedDoors;
import io.github.keycloakassume.impersonation.keycloak.Pages;
import io.github.keycloakassume.impersonation.keycloak.ServedRealm;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Closes every resource of this server to impersonated callers, but for those that are listed ({@link ClosedDoors}). JAX-RS
 * runs it once a resource method is found: after Keycloak's locators, which authenticate and look things up but change
 * nothing, and before anything is done. An open resource costs one look-up in a map.
 */
@Provider
public final class ClosedByDefaultFilter implements ContainerRequestFilter {

    private static final String TOKEN_ENDPOINT =
            "org.keycloak.protocol.oidc.endpoints.TokenEndpoint#processGrantRequest";

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        RequestPath path = RequestPath.of(request);
        Method answering = resource.getResourceMethod();
        if (path.isBelow("admin")) {
            beginTransaction();
            if (new AdminApiGuard(session, new KeycloakClock()).refuses()) {
                request.abortWith(Answers.refused(Refusal.IMPERSONATED));
            }
            return;
        }
        if (isTokenEndpoint(answering)) {
            checkGrant(request);
            return;
        }
        Refusal refusal = path.isBelow("realms", RequestPath.ANY, "account")
                ? ImpersonationRefusal.ACCOUNT_READ_ONLY
                : Refusal.IMPERSONATED;
        boolean toBrowsers = ClosedDoors.isClosedToBrowsers(request.getMethod(), answering);
        // The forms of a login hold no token: only those of resources that we do not know, or know as closed, are read.
        if (ClosedDoors.isClosedToTokens(request.getMethod(), answering)
                && refusesTokens(toBrowsers ? RequestForm.of(request) : RequestForm.EMPTY, refusal)) {
            request.abortWith(Answers.refused(refusal));
        } else if (toBrowsers) {
            checkBrowser(request, refusal);
        }
    }

    private static boolean isTokenEndpoint(Method answering) {
        return TOKEN_ENDPOINT.equals(answering.getDeclaringClass().getName() + "#" + answering.getName());
    }

    private void checkGrant(ContainerRequestContext request) throws IOException {
        RequestForm form = RequestForm.of(request);
        if (ClosedDoors.isClosedToTokens(form.values(OAuth2Constants.GRANT_TYPE))
                && refusesTokens(form, Refusal.IMPERSONATED)) {
            request.abortWith(Answers.json(
                    Response.status(Refusal.IMPERSONATED.status()),
                    new OAuth2ErrorRepresentation(OAuthErrorException.ACCESS_DENIED, Refusal.IMPERSONATED.key())));
        }
    }

    private boolean refusesTokens(RequestForm form, Refusal refusal) {
        beginTransaction();
        Stream<PresentedToken> inForm = form.values().map(value -> new PresentedToken(session, value));
        return new ClosedDoors(session, new KeycloakClock(), refusal)
                .refusesTokens(Stream.concat(PresentedToken.allOfRequest(session), inForm));
    }

    private void checkBrowser(ContainerRequestContext request, Refusal refusal) {
        beginTransaction();
        Optional<RealmModel> realm = new ServedRealm(session).find();
        if (realm.filter(new ClosedDoors(session, new KeycloakClock(), refusal)::refusesBrowser)
                .isPresent()) {
            request.abortWith(wantsPage(request) ? new Pages(session).closed(realm.get()) : Answers.refused(refusal));
        }
    }

    private static boolean wantsPage(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && MediaType.TEXT_HTML_TYPE.isCompatible(type));
    }

    /** A resource without locators has none yet; Keycloak takes over the one that it finds. */
    private void beginTransaction() {
        if (!session.getTransactionManager().isActive()) {
            session.getTransactionManager().begin();
        }
    }
}
