package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** The trail where no user can be looked up, or may be named. */
public final class QuietTrail {

    private QuietTrail() {}

    /**
     * Notes what no one has done.
     *
     * @param subject under a pseudonym, null where that cannot be said
     */
    public static void write(
            KeycloakSession session, String realmId, TrailAction action, @Nullable Person subject, String detail) {
        session.getProvider(TrailProvider.class)
                .done(new TrailEntry(realmId, action, null, subject, null, null, detail));
    }
}
