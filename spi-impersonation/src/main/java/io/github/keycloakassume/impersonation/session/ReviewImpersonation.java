package io.github.keycloakassume.impersonation.session;

import static io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage.RUNNING;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.CurrentActor;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** Whether an impersonation that runs may go on: asked whenever it is used to get something new. */
public final class ReviewImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public ReviewImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /** Why it must end now, empty when it may go on; the policies that allowed it are asked again. */
    public Optional<EndCause> review(UserSessionModel impersonated, ImpersonationMark mark) {
        Optional<Impersonation> known = new ImpersonationStore(session).find(realm.getId(), mark.impersonationId());
        if (known.isEmpty()) {
            return Optional.of(EndCause.NO_LONGER_ALLOWED);
        }
        Optional<EndCause> recorded = recorded(known.get());
        return recorded.isPresent()
                        || DecidedInRequest.isNoted(session, known.get().id())
                ? recorded
                : decided(known.get(), impersonated.getUser());
    }

    /**
     * Whether that is one by exchanged tokens whose actor is gone: their login has ended, or their account or client is disabled.
     * It has no browser that would come to be reviewed.
     */
    public boolean hasLostActor(ImpersonationMark mark) {
        return mark.via().isOnBehalf()
                && new ImpersonationStore(session)
                        .find(realm.getId(), mark.impersonationId())
                        .filter(new CurrentActor(session, realm)::isGone)
                        .isPresent();
    }

    /** Whether the policies still allow one that has just begun; its session may not be there yet. */
    public boolean isStillAllowed(Impersonation begun) {
        Optional<Impersonator> actor = new CurrentActor(session, realm).of(begun);
        Optional<UserModel> subject = new Directory(session, realm).find(begun.subject());
        // That the actor or the user is gone is found by the review, which knows the cause.
        return actor.isEmpty() || subject.isEmpty() || isAllowed(begun, actor.get(), subject.get());
    }

    private boolean isAllowed(Impersonation begun, Impersonator actor, UserModel subject) {
        return new Policies(session).decide(ImpersonationAttempt.of(RUNNING, realm, actor, subject, begun))
                instanceof Decision.Allowed;
    }

    private Optional<EndCause> decided(Impersonation known, UserModel subject) {
        Optional<Impersonator> actor = new CurrentActor(session, realm).of(known);
        if (actor.isEmpty()) {
            return Optional.of(EndCause.IMPERSONATOR_GONE);
        }
        if (ActingApplication.refusal(session, realm, known.via(), known.mode()).isPresent()) {
            return Optional.of(EndCause.NO_LONGER_ALLOWED);
        }
        Decision decision =
                new Policies(session).decide(ImpersonationAttempt.of(RUNNING, realm, actor.get(), subject, known));
        return decision instanceof Decision.Allowed allowed
                ? shorten(known, allowed.basis())
                : Optional.of(EndCause.NO_LONGER_ALLOWED);
    }

    /** Its grant may have been reduced meanwhile: then it ends sooner, and what is issued from now on says so. */
    private Optional<EndCause> shorten(Impersonation known, @Nullable Basis basis) {
        Instant end = Basis.cap(basis, known.endsAt());
        if (!end.isAfter(clock.instant())) {
            return Optional.of(EndCause.TIME_OVER);
        }
        if (end.isBefore(known.endsAt())) {
            new ImpersonationStore(session).update(known.shortened(end));
        }
        return Optional.empty();
    }

    /** What the record says. */
    private Optional<EndCause> recorded(Impersonation known) {
        if (known.end() != null) {
            return Optional.of(known.end().cause());
        }
        return known.state(clock.instant()) == Impersonation.State.ENDED
                ? Optional.of(EndCause.TIME_OVER)
                : Optional.empty();
    }
}
