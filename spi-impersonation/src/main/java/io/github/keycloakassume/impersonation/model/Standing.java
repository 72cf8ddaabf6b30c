package io.github.keycloakassume.impersonation.model;

import org.jspecify.annotations.Nullable;

/**
 * What a user session is whose notes point to an impersonation. The record decides; a note alone is worth nothing, because
 * others write notes too (mappers of identity providers, authenticators).
 */
public enum Standing {
    /** The session that the impersonation runs in, or ran in. */
    ITS_OWN,
    /**
     * Another session of the same user. Keycloak makes one when it looks the session up again after a second page
     * ({@code AuthenticationProcessor.attachSession}) and copies the notes of the login: it is worth nothing.
     */
    COPY,
    /** No session of that impersonation: an ordinary session of its user. */
    UNRELATED;

    /**
     * Decides.
     *
     * @param recorded what the note points to, null when there is no such impersonation
     * @param realmId the realm of the session
     * @param userId the user of the session
     */
    public static Standing of(@Nullable Impersonation recorded, String realmId, String sessionId, String userId) {
        if (recorded == null
                || recorded.start() == null
                || !recorded.realmId().equals(realmId)
                || !recorded.subject().userId().equals(userId)) {
            return UNRELATED;
        }
        return recorded.start().userSessionId().equals(sessionId) ? ITS_OWN : COPY;
    }
}
