package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Actor;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Person;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Encode;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminRoot;

/**
 * The access token of a request to the Admin API, looked at before Keycloak does. A token that nobody impersonates with
 * costs one parsing and the lookup of its session, which Keycloak needs a moment later and then finds loaded.
 */
public final class AdminToken {

    private final KeycloakSession session;

    public AdminToken(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Somebody who calls as somebody else.
     *
     * @param actor the real person, null when only his user id is known
     */
    public record Caller(
            String realmId,
            @Nullable Person actor,
            Person subject,
            @Nullable String impersonationId) {}

    /** The caller, if his token is valid and he is impersonated; anything invalid is left for Keycloak to refuse. */
    public Optional<Caller> impersonatedCaller() {
        return token().filter(this::looksImpersonated).flatMap(token -> verified());
    }

    private Optional<AccessToken> token() {
        String encoded = AppAuthManager.extractAuthorizationHeaderToken(
                session.getContext().getHttpRequest().getHttpHeaders());
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JWSInput(encoded).readJsonContent(AccessToken.class));
        } catch (JWSInputException e) {
            return Optional.empty();
        }
    }

    private boolean looksImpersonated(AccessToken token) {
        Map<String, Object> claims = token.getOtherClaims();
        return claims.containsKey(ImpersonationMark.ACT_CLAIM)
                || claims.containsKey(ImpersonationMark.IMPERSONATION_CLAIM)
                || userSession(token).filter(Marks::isImpersonated).isPresent();
    }

    private Optional<UserSessionModel> userSession(AccessToken token) {
        if (token.getIssuer() == null || token.getSessionId() == null) {
            return Optional.empty();
        }
        String name =
                Encode.decodePath(token.getIssuer().substring(token.getIssuer().lastIndexOf('/') + 1));
        RealmModel realm = session.realms().getRealmByName(name);
        return Optional.ofNullable(realm).map(found -> session.sessions().getUserSession(found, token.getSessionId()));
    }

    private Optional<Caller> verified() {
        try {
            AdminAuth auth = AdminRoot.authenticateRealmAdminRequest(session);
            Optional<ImpersonationMark> mark = userSession(auth.getToken()).flatMap(Marks::of);
            return Optional.of(new Caller(
                    auth.getRealm().getId(),
                    mark.map(ImpersonationMark::actor).map(Actor::person).orElse(null),
                    Directory.person(auth.getRealm(), auth.getUser()),
                    mark.map(ImpersonationMark::impersonationId).orElse(null)));
        } catch (NotAuthorizedException e) {
            return Optional.empty();
        }
    }
}
