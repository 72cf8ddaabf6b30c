package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.Impersonation;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A user is another one from now on: published in the transaction that starts it.
 *
 * @param actorToken the token that was exchanged for it, null where there was none
 */
public record ImpersonationStarted(
        KeycloakSession session,
        Impersonation impersonation,
        @Nullable ActorToken actorToken) implements ProviderEvent {}
