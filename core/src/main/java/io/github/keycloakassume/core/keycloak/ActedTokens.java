package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.core.spi.ActorCheck;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** Tells tokens that another actor uses from those of their subjects. */
public final class ActedTokens {

    private ActedTokens() {}

    /**
     * Whether anyone but its subject acts with a token, in whatever way, Keycloak's own delegation included. Such tokens
     * decide nothing: not about impersonation, not about grants, not about other people's accounts.
     *
     * @param login the session that the token is of, null where it has none
     */
    public static boolean isActedWith(KeycloakSession session, AccessToken token, @Nullable UserSessionModel login) {
        return token.getOtherClaims().containsKey(ActingClaims.ACT)
                || token.getOtherClaims().containsKey(ActingClaims.IMPERSONATION)
                || session.getAllProviders(ActorCheck.class).stream()
                        .anyMatch(check -> check.isActedWith(token, login));
    }
}
