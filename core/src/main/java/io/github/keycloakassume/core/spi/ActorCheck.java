package io.github.keycloakassume.core.spi;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserSessionModel;
import org.keycloak.provider.Provider;
import org.keycloak.representations.AccessToken;

/**
 * Knows of tokens by what another actor than their subject uses them. Each installed module that lets users act for others has
 * one; one that says so is enough.
 */
@FunctionalInterface
public interface ActorCheck extends Provider {

    /**
     * Whether another actor than its subject uses a token.
     *
     * @param login the session that the token is of, null where it has none
     */
    boolean isActedWith(AccessToken token, @Nullable UserSessionModel login);

    @Override
    default void close() {}
}
