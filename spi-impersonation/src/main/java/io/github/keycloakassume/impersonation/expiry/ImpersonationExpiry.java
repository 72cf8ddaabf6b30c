package io.github.keycloakassume.impersonation.expiry;

import org.keycloak.provider.Provider;

/** Ends what is over. */
public interface ImpersonationExpiry extends Provider {

    /** Ends impersonations whose time is up, a batch of the longest overdue ones; doing it twice does no harm. */
    void endOverdue();

    @Override
    default void close() {}
}
