package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.model.Decision;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Decides whether this impersonator may assume that user. Every installed policy is asked, on every path: when an
 * impersonation is requested, when it starts, and whenever it is used to get something new; all must agree.
 */
public interface ImpersonationPolicy extends Provider {

    Decision decide(ImpersonationAttempt attempt);

    /**
     * Why this policy refuses that impersonator whoever the subject is, empty when it depends on the subject. Who is refused
     * so is refused before anybody reads what they ask for.
     */
    default Optional<Refusal> refusesAll(RealmModel realm, Impersonator impersonator) {
        return Optional.empty();
    }

    /**
     * What to answer somebody who names a user who does not exist, empty when that need not be kept secret from him. A
     * policy that refuses people whatever the subject is refuses them in the same words here.
     */
    default Optional<Refusal> unknownSubject(RealmModel realm, Impersonator impersonator) {
        return Optional.empty();
    }

    /**
     * Policies are asked in this order, and the first refusal is the answer: those that keep secret who exists come before
     * those that tell what stands against a subject.
     */
    default int order() {
        return 0;
    }

    @Override
    default void close() {}
}
