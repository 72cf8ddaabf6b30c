package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.audit.ImpersonatedRefusal;
import io.github.keycloakassume.impersonation.keycloak.CurrentLogins;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.Pages;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import java.time.Clock;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserSessionModel;

/**
 * Nobody links an identity provider to somebody else's account, whatever way led there (Keycloak's client-initiated
 * linking passes no login): who then logs in there would be the user for good. Asked when the link is written, which is
 * undone.
 */
final class LinkGuard {

    private final Clock clock;

    LinkGuard(Clock clock) {
        this.clock = clock;
    }

    void watch(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof FederatedIdentityCreatedEvent linked) {
                check(linked);
            }
        });
    }

    private void check(FederatedIdentityCreatedEvent linked) {
        KeycloakSession session = linked.getKeycloakSession();
        new CurrentLogins(session, linked.getRealm())
                .find()
                .filter(login -> Marks.isImpersonated(session, login))
                .filter(login -> login.getUser().getId().equals(linked.getUser().getId()))
                .findFirst()
                .ifPresent(login -> refuse(session, login));
    }

    private void refuse(KeycloakSession session, UserSessionModel login) {
        new ImpersonatedRefusal(session, clock).note(login, ImpersonationRefusal.ACTION_WHILE_IMPERSONATED);
        // An exception in a listener alone undoes nothing.
        session.getTransactionManager().setRollbackOnly();
        throw new Pages(session).stop(ImpersonationRefusal.ACTION_WHILE_IMPERSONATED);
    }
}
