package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * A start whose answer was lost, confirmed again: the same browser is given the same session and the same secret. As long as its
 * browser has not come, which is not waited for longer than {@link ArrivedBrowser} says; and for that browser alone: the
 * secret, which the record knows by its hash, follows from its identity cookie and the ticket.
 */
public final class RepeatStart {

    private final KeycloakSession session;
    private final Clock clock;

    public RepeatStart(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Hands over again.
     *
     * @param own the login of this browser
     * @param ticket of the start
     * @param secret as this browser would have got it with that ticket
     * @return where the browser goes now, empty when there is nothing that it could be given
     */
    public Optional<URI> again(UserSessionModel own, String ticket, String secret) {
        if (Marks.isImpersonated(session, own)) {
            return Optional.empty();
        }
        return new StartTickets(session, own.getRealm())
                .look(ticket)
                .flatMap(target -> new ImpersonationStore(session).find(target.realmId(), target.impersonationId()))
                .filter(known -> isOpenTo(own, known))
                .filter(known -> known.opensWayBack(secret, clock.instant()))
                .flatMap(known -> Optional.ofNullable(session.realms().getRealm(known.realmId()))
                        .flatMap(realm -> handOver(realm, known, secret)));
    }

    /** Whether that login started it, and its browser has yet to come. */
    boolean isOpenTo(UserSessionModel own, Impersonation started) {
        return started.state(clock.instant()) == Impersonation.State.ACTIVE
                && started.isFrom(own.getRealm().getId(), own.getUser().getId(), own.getId())
                && new AwaitedStore(session).isAwaitedAt(started.id(), clock.instant());
    }

    private Optional<URI> handOver(RealmModel realm, Impersonation known, String secret) {
        return new InRealm(session, realm)
                .call(() -> new ImpersonatedSessions(session, realm).of(known).map(opened -> {
                    new BeginImpersonation(session, realm, clock).handOver(known, opened, secret);
                    return new RealmUrls(session, realm).arrived(known.id());
                }));
    }
}
