package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.Impersonation;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.Provider;

/** Ends what is over. */
public interface ImpersonationExpiry extends Provider {

    /** Ends impersonations whose time is up, a batch of the longest overdue ones; doing it twice does no harm. */
    void endOverdue();

    /** Ends what rests on a grant that has been revoked. */
    void endUnder(String realmId, String grant);

    /** Ends what is no longer allowed of what runs in a realm. */
    void review(String realmId);

    /** The same of what users of that realm run in others. */
    void reviewElsewhere(String impersonatorRealmId);

    /** The same of what runs as that user, before it returns. */
    void review(String realmId, String userId);

    /**
     * The same of one that has just begun, whose session Keycloak may not have stored yet.
     *
     * @param issuer of its realm
     * @param actorToken the token that was exchanged for it, which ends it if it is good no longer; null where there was none
     */
    void reviewBegun(Impersonation begun, String issuer, @Nullable ActorToken actorToken);

    @Override
    default void close() {}
}
