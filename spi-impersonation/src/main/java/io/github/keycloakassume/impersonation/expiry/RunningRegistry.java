package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.store.TrailStore;
import io.github.keycloakassume.impersonation.model.Accountability;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.EndedSessions;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** The registry: what is said in a transaction is done by this node's {@link Sweeper} as soon as that is committed. */
final class RunningRegistry implements ImpersonationRegistry {

    private final KeycloakSession session;
    private final Clock clock;
    private final ImpersonationStore store;

    RunningRegistry(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.store = new ImpersonationStore(session);
    }

    @Override
    public long countRunningUnder(String grant) {
        return store.countUnder(grant, clock.instant());
    }

    @Override
    public void endUnder(String realmId, String grant) {
        store.endUnder(realmId, grant, clock.instant(), EndCause.GRANT_REVOKED);
        afterwards(expiry -> expiry.endUnder(realmId, grant));
    }

    @Override
    public void shortenUnder(String realmId, String grant, Instant until) {
        store.shortenUnder(realmId, grant, until);
    }

    @Override
    public void reviewAll(String realmId) {
        afterwards(expiry -> expiry.review(realmId));
    }

    @Override
    public void reviewElsewhere(String impersonatorRealmId) {
        afterwards(expiry -> expiry.reviewElsewhere(impersonatorRealmId));
    }

    @Override
    public void reviewSubject(String realmId, String userId) {
        afterwards(expiry -> expiry.review(realmId, userId));
    }

    @Override
    public List<Past> ofSubject(String realmId, String userId, PageWindow window) {
        List<Impersonation> past = store.startedAs(realmId, userId, window);
        Map<String, Set<String>> applications = new TrailStore(session)
                .applicationsOf(past.stream().map(Impersonation::id).toList());
        return past.stream()
                .map(one -> new Past(one, applications.getOrDefault(one.id(), Set.of())))
                .toList();
    }

    @Override
    public long countOfSubject(String realmId, String userId) {
        return store.countStartedAs(realmId, userId);
    }

    @Override
    public boolean isOver(@Nullable UserSessionModel login) {
        return new EndedSessions(session, clock).isOver(login);
    }

    @Override
    public Accountability accountability(RealmModel realm) {
        return RealmSettings.of(session, realm).accountability();
    }

    private void afterwards(Consumer<ImpersonationExpiry> work) {
        OwnTransaction transaction = new OwnTransaction(session);
        AfterCommit.of(session, () -> transaction.run(own -> work.accept(own.getProvider(ImpersonationExpiry.class))));
    }
}
