package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ActorToken;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** That an impersonation begins in this very request: until that is committed there is none. */
public final class BegunInRequest {

    private static final String ATTRIBUTE = "assume.begun-in-request.";

    private static final String ACTOR_TOKEN = "assume.actor-token.";

    private BegunInRequest() {}

    public static void note(KeycloakSession session, String impersonationId) {
        session.setAttribute(ATTRIBUTE + impersonationId, true);
    }

    /** Notes one that begins by the exchange of that token. */
    public static void note(KeycloakSession session, String impersonationId, ActorToken exchanged) {
        note(session, impersonationId);
        session.setAttribute(ACTOR_TOKEN + impersonationId, exchanged);
    }

    /** The token by whose exchange it begins, null where there is none. */
    public static @Nullable ActorToken exchanged(KeycloakSession session, String impersonationId) {
        return session.getAttribute(ACTOR_TOKEN + impersonationId, ActorToken.class);
    }

    public static boolean isNoted(KeycloakSession session, String impersonationId) {
        return session.getAttribute(ATTRIBUTE + impersonationId) != null;
    }
}
