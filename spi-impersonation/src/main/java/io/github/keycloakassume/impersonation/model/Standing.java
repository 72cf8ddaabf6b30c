package io.github.keycloakassume.impersonation.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a user session is whose notes point to an impersonation. The record decides; a note alone is worth nothing, because
 * others write notes too (mappers of identity providers, authenticators).
 */
public enum Standing {
    /** The session that the impersonation runs in, or ran in. */
    ITS_OWN,
    /**
     * Another session of the same user, or one that was made later under the same id. Keycloak makes such sessions when it
     * looks the session up again after a second page ({@code AuthenticationProcessor.attachSession}), and copies the notes of
     * the login: they are worth nothing.
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
     * @param beganAt when the session began, to the second; that of an impersonation is there before the record says so
     */
    public static Standing of(
            @Nullable Impersonation recorded, String realmId, String sessionId, String userId, Instant beganAt) {
        if (recorded == null
                || recorded.start() == null
                || !recorded.realmId().equals(realmId)
                || !recorded.subject().userId().equals(userId)) {
            return UNRELATED;
        }
        boolean madeLater = beganAt.isAfter(recorded.start().at().truncatedTo(ChronoUnit.SECONDS));
        return recorded.start().userSessionId().equals(sessionId) && !madeLater ? ITS_OWN : COPY;
    }
}
