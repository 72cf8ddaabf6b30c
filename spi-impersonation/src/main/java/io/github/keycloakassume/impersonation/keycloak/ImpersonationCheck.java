package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.spi.ActorCheck;
import io.github.keycloakassume.core.spi.ActorCheckFactory;
import org.keycloak.models.KeycloakSession;

/** Tokens of impersonations are used by the impersonator. */
public final class ImpersonationCheck implements ActorCheckFactory {

    @Override
    public ActorCheck create(KeycloakSession session) {
        return (token, login) -> Marks.isImpersonated(session, token, login);
    }

    @Override
    public String getId() {
        return "impersonation";
    }
}
