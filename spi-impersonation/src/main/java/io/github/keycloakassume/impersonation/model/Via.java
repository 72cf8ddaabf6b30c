package io.github.keycloakassume.impersonation.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what an impersonation has come about.
 *
 * @param actor whether the impersonator is a person or a service account
 * @param clientId internal id of the client that exchanges tokens, null for other ways
 */
public record Via(Way way, ActorProfile actor, @Nullable String clientId) {

    /** A person in their browser. */
    public static final Via BROWSER = new Via(Way.BROWSER, ActorProfile.USER, null);

    /** Keycloak's token exchange V1, with a person's token. */
    public static final Via TOKEN_EXCHANGE = new Via(Way.TOKEN_EXCHANGE, ActorProfile.USER, null);

    public Via {
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(actor, "actor");
        if ((way == Way.ON_BEHALF_OF) == (clientId == null)) {
            throw new IllegalArgumentException("a client exchanges tokens on behalf of a user, and in no other way");
        }
    }

    /** On behalf of a user, by that client. */
    public static Via onBehalf(ActorProfile actor, String clientId) {
        return new Via(Way.ON_BEHALF_OF, actor, clientId);
    }

    /** Whether tokens are exchanged on behalf of the user. */
    public boolean isOnBehalf() {
        return way == Way.ON_BEHALF_OF;
    }

    /** Whether a service account acts, which has no login session. */
    public boolean isByService() {
        return actor == ActorProfile.SERVICE;
    }
}
