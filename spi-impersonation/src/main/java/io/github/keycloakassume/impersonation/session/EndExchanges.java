package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * All that runs by exchanged tokens from one login, or by one service account, is over: in one statement, however much it is.
 * Once that is committed its tokens are good no longer. What an end has besides (trail, event, mails, logouts of applications)
 * follows within seconds, one by one, as where the time is up: the logout or the revocation that causes it waits for none of it.
 */
final class EndExchanges {

    private final KeycloakSession session;
    private final Clock clock;

    EndExchanges(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** From that login of an actor; one without any costs a look into its notes. */
    void of(UserSessionModel login) {
        if (new RunningFrom(session, login).mayHaveExchanges()) {
            Instant now = clock.instant();
            new ImpersonationStore(session)
                    .endOnBehalfBy(
                            Directory.person(login.getRealm(), login.getUser()),
                            login.getId(),
                            now.minus(ImpersonationSettings.LONGEST),
                            now,
                            EndCause.IMPERSONATOR_GONE);
        }
    }
}
