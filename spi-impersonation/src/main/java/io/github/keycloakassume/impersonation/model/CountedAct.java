package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Secrets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is done so often in an impersonation that it is counted: each kind by application and address, the first of them
 * being in the trail.
 *
 * @param kind for example {@code REFRESH_TOKEN}, the type of Keycloak's event
 * @param clientId client id of the application, null when none
 * @param ipAddress whence, null when unknown
 */
public record CountedAct(
        String impersonationId,
        String kind,
        @Nullable String clientId,
        @Nullable String ipAddress) {

    public CountedAct {
        Objects.requireNonNull(impersonationId, "impersonationId");
        Objects.requireNonNull(kind, "kind");
    }

    /** One and the same for the same, whatever node counts: 43 characters. */
    public String key() {
        return Secrets.hash(String.join("\n", impersonationId, kind, orNothing(clientId), orNothing(ipAddress)));
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}
