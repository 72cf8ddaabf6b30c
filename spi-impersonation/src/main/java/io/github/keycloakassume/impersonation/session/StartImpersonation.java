package io.github.keycloakassume.impersonation.session;

import static io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage.STARTING;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The impersonator confirms, and his browser is the user. His own session stays as it is. */
public final class StartImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final PendingStart.Found found;
    private final Trail trail;

    /**
     * The start of one impersonation.
     *
     * @param found what is to start, and in whose browser
     */
    public StartImpersonation(KeycloakSession session, PendingStart.Found found, Clock clock) {
        this.session = session;
        this.realm = found.realm();
        this.clock = clock;
        this.found = found;
        this.trail = new Trail(session, clock);
    }

    /**
     * Switches the browser once all of it is committed. The record is what makes the ticket good for one start: of any number
     * of callers on any node one finds it pending, and where that one's commit fails it is pending again.
     *
     * @param fromOwnPage whether the confirmation came from our confirm page in this browser
     * @param secret of the way back; this browser can be given it once more ({@link RepeatStart})
     * @return where the browser goes now, which shows that it got the answer
     * @throws RefusedException when the ticket has been used meanwhile, or what was allowed no longer is, after the trail
     *     has noted it
     */
    public URI start(boolean fromOwnPage, String secret) {
        Impersonation pending = found.impersonation();
        try {
            UserModel subject = admit(fromOwnPage);
            @Nullable Basis basis = decideAgain(subject);
            return new InRealm(session, realm).call(() -> switchTo(subject, basis, secret));
        } catch (RefusedException refused) {
            trail.refused(TrailEntry.refused(
                    realm.getId(), pending.impersonator(), pending.subject(), pending.id(), refused.refusal()));
            throw refused;
        }
    }

    private UserModel admit(boolean fromOwnPage) {
        if (!fromOwnPage) {
            throw new RefusedException(ImpersonationRefusal.CROSS_SITE_REQUEST);
        }
        UserModel subject = new Directory(session, realm)
                .find(found.impersonation().subject())
                .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
        return subject;
    }

    /** What was allowed a minute ago may not be any more, or not for so long. */
    private @Nullable Basis decideAgain(UserModel subject) {
        return new Policies(session)
                .decide(ImpersonationAttempt.of(
                        STARTING,
                        realm,
                        EvaluatedImpersonator.ofLogin(session, realm, found.impersonatorSession()),
                        subject,
                        found.impersonation()))
                .orThrow();
    }

    private URI switchTo(UserModel subject, @Nullable Basis basis, String secret) {
        ImpersonationStore store = new ImpersonationStore(session);
        new OneInBrowser(session, clock).endOthers(found.impersonation(), found.impersonatorSession());
        // After the grant, which a policy holds by now: who revokes it holds it, too, and changes what rests on it
        // then.
        Impersonation pending = store.claim(found.impersonation().id())
                .filter(known -> known.state(clock.instant()) == Impersonation.State.PENDING)
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.TICKET_INVALID));
        if (basis != null) {
            store.consented(pending, basis.consents());
        }
        Impersonation started = new BeginImpersonation(session, realm, clock)
                .inBrowser(
                        pending.shortened(Basis.cap(basis, pending.endsAt())),
                        found.impersonatorSession(),
                        subject,
                        secret);
        return new RealmUrls(session, realm).arrived(started.id());
    }
}
