package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Whether one more impersonation may run under a grant. */
final class Room {

    private final KeycloakSession session;

    Room(KeycloakSession session) {
        this.session = session;
    }

    /** One that runs already takes no more room. */
    boolean isUnder(Grant grant, Stage stage) {
        @Nullable Integer most = grant.terms().maxConcurrent();
        return most == null || stage == Stage.RUNNING || running(grant) < most;
    }

    private long running(Grant grant) {
        return session.getProvider(ImpersonationRegistry.class).countRunningUnder(grant.id());
    }
}
