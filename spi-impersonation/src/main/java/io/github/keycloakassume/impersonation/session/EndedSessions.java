package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.store.OwedLogoutStore;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Sessions whose impersonation is over, and which are there all the same: a request that had begun before Keycloak removed
 * the session puts it back into the cache. Only the record is right; asking it costs impersonated sessions one query.
 */
public final class EndedSessions {

    private final KeycloakSession session;
    private final Clock clock;

    public EndedSessions(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Whether it is such a session; then it is removed again. Others, and none at all, cost a look into the notes. */
    public boolean isOver(@Nullable UserSessionModel login) {
        return login != null
                && Marks.of(session, login).filter(mark -> isOver(mark, login)).isPresent();
    }

    private boolean isOver(ImpersonationMark mark, UserSessionModel login) {
        ImpersonationStore store = new ImpersonationStore(session);
        Optional<Impersonation> known = store.find(login.getRealm().getId(), mark.impersonationId());
        boolean over = known.map(record -> record.state(clock.instant()) != Impersonation.State.ACTIVE)
                .orElse(true);
        // One whose applications are still to be told goes when they have been.
        if (over
                && known.filter(record -> record.end() != null).isPresent()
                && !new OwedLogoutStore(session).isOwedBy(mark.impersonationId())) {
            remove(login.getRealm().getId(), known.get());
        }
        return over;
    }

    /** What it is asked in may be rolled back. */
    private void remove(String realmId, Impersonation ended) {
        new OwnTransaction(session)
                .run(own -> Optional.ofNullable(own.realms().getRealm(realmId)).ifPresent(realm -> {
                    own.getContext().setRealm(realm);
                    new ImpersonatedSessions(own, realm)
                            .of(ended)
                            .ifPresent(login -> own.sessions().removeUserSession(realm, login));
                }));
    }
}
