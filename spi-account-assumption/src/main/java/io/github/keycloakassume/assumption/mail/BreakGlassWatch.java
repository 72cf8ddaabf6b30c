package io.github.keycloakassume.assumption.mail;

import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.spi.ImpersonationStarted;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Whoever becomes a user without a grant does not do it in silence: a mail and an entry of its own, or no start. */
public final class BreakGlassWatch implements WatchFactory {

    private static final TrailAction BREAK_GLASS = new TrailAction("BREAK_GLASS");

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof ImpersonationStarted started
                    && Basis.BREAK_GLASS.equals(started.impersonation().grant())) {
                tell(started.session(), started.impersonation());
            }
        });
    }

    private static void tell(KeycloakSession session, Impersonation started) {
        RealmModel realm = session.realms().getRealm(started.realmId());
        new TellTenant(session, realm).breakGlass(started);
        session.getProvider(TrailProvider.class)
                .done(new TrailEntry(
                        started.realmId(),
                        BREAK_GLASS,
                        started.impersonator(),
                        started.subject(),
                        started.id(),
                        null,
                        started.reasonText()));
    }

    @Override
    public String getId() {
        return "break-glass";
    }
}
