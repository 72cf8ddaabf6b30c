package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.session.ForgetClient;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientModel.ClientRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Takes the place of Keycloak's {@code auth-cookie}: same id, higher order, so it is in every flow already. */
public final class ImpersonationCookieAuthenticatorFactory extends CookieAuthenticatorFactory {

    private static final int BEFORE_STOCK = 10;
    private static final Authenticator AUTHENTICATOR = new ImpersonationCookieAuthenticator(new KeycloakClock());

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        new LinkGuard(new KeycloakClock()).watch(factory);
        factory.register(event -> {
            if (event instanceof ClientRemovedEvent removed) {
                ClientModel client = removed.getClient();
                new ForgetClient(removed.getKeycloakSession(), new KeycloakClock())
                        .forget(client.getRealm().getId(), client.getId());
            }
        });
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}
