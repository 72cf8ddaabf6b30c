package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedLogin;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.session.ApplicationRules;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/**
 * What a login as somebody else may not turn into: a form for the user's own credentials, a change of them, a consent or a
 * device approved in his name, a way into administration, or into an application that wants no impersonated users.
 */
final class LoginGuard {

    /** What is no answer for an application: the user is told. */
    private static final Set<Refusal> SHOWN =
            Set.of(ImpersonationRefusal.READ_ONLY_NOT_OFFERED, ImpersonationRefusal.STRAY_LOGIN);

    private final KeycloakSession session;
    private final Trail trail;

    LoginGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.trail = new Trail(session, clock);
    }

    /** Answers the application with an error where the login may not go on, after the trail has noted it. */
    void check(ImpersonatedLogin login, ImpersonationMark mark, Person subject) {
        refusal(login, mark).ifPresent(refusal -> {
            trail.refused(TrailEntry.refused(
                    subject.realmId(), mark.actor().person(), subject, mark.impersonationId(), refusal));
            answer(login, refusal);
        });
    }

    private Optional<Refusal> refusal(ImpersonatedLogin login, ImpersonationMark mark) {
        if (login.isStray()) {
            return Optional.of(ImpersonationRefusal.STRAY_LOGIN);
        }
        if (!login.isSealed()) {
            return Optional.of(ImpersonationRefusal.APPLICATION_CLOSED);
        }
        Optional<Refusal> closed = ApplicationRules.refusal(session, login.application(), mark.mode());
        if (closed.isPresent()) {
            return closed;
        }
        // Before the next: Keycloak asks for a fresh login for some actions, after some time.
        if (login.carriesAction()) {
            return Optional.of(ImpersonationRefusal.ACTION_WHILE_IMPERSONATED);
        }
        if (login.mustAuthenticateAgain()) {
            return Optional.of(ImpersonationRefusal.REAUTHENTICATION_WHILE_IMPERSONATED);
        }
        if (login.mustStepUp()) {
            return Optional.of(ImpersonationRefusal.STEP_UP_WHILE_IMPERSONATED);
        }
        if (login.approvesDevice()) {
            return Optional.of(ImpersonationRefusal.DEVICE_WHILE_IMPERSONATED);
        }
        return login.needsConsent() ? Optional.of(ImpersonationRefusal.CONSENT_WHILE_IMPERSONATED) : Optional.empty();
    }

    private static void answer(ImpersonatedLogin login, Refusal refusal) {
        if (refusal.equals(ImpersonationRefusal.REAUTHENTICATION_WHILE_IMPERSONATED)) {
            login.answerLoginRequired(refusal.key());
        } else if (refusal.equals(ImpersonationRefusal.STEP_UP_WHILE_IMPERSONATED)) {
            login.answerUnmetRequirements(refusal.key());
        } else if (SHOWN.contains(refusal)) {
            login.showPage(refusal);
        } else {
            login.answerAccessDenied(refusal.key());
        }
    }
}
