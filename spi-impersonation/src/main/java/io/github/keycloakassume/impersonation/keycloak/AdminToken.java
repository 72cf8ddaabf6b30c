package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Actor;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Person;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.AdminRoot;

/**
 * The access token of a request for administration, whatever its scheme (Bearer, DPoP). A token that nobody impersonates
 * with costs one parsing and the lookup of its session, which Keycloak finds loaded then.
 */
public final class AdminToken {

    private final KeycloakSession session;

    public AdminToken(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Somebody who calls as somebody else, with a valid token.
     *
     * @param actor the real person, null when only stock knows him
     * @param login the session that the token is of
     */
    public record Caller(
            String realmId,
            @Nullable Person actor,
            Person subject,
            @Nullable String impersonationId,
            UserSessionModel login) {}

    /** Whether the token shows that somebody acts as somebody else. Its signature is not looked at. */
    public boolean isImpersonated() {
        return PresentedToken.allOfRequest(session).anyMatch(PresentedToken::isImpersonated);
    }

    /** Who it is, empty when the token is not valid. */
    public Optional<Caller> caller() {
        return verifiedSession().map(login -> {
            Optional<ImpersonationMark> mark = Marks.actingIn(session, login);
            return new Caller(
                    login.getRealm().getId(),
                    mark.map(ImpersonationMark::actor).map(Actor::person).orElse(null),
                    Directory.person(login.getRealm(), login.getUser()),
                    mark.map(ImpersonationMark::impersonationId).orElse(null),
                    login);
        });
    }

    /** Where Keycloak has authenticated the request on its way here, again would be once too often for a DPoP proof. */
    private Optional<UserSessionModel> verifiedSession() {
        KeycloakContext context = session.getContext();
        if (context.getBearerToken() == null) {
            try {
                AdminRoot.authenticateRealmAdminRequest(session);
            } catch (NotAuthorizedException e) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(context.getUserSession());
    }
}
