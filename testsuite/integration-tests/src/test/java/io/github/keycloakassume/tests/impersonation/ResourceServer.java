package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;

/** A resource server of Keycloak's authorization services, which has invoices. */
public record ResourceServer(RealmFixture realm, TestClient client) {

    private static final String UMA = "urn:ietf:params:oauth:grant-type:uma-ticket";

    public static ResourceServer in(RealmFixture realm, String clientId, PolicyEnforcementMode mode) {
        TestClient client = Scene.app(realm, clientId, asked -> {
            asked.setServiceAccountsEnabled(true);
            asked.setAuthorizationServicesEnabled(true);
        });
        var authorization = realm.admin().clients().get(client.id()).authorization();
        var settings = authorization.getSettings();
        settings.setPolicyEnforcementMode(mode);
        settings.setAllowRemoteResourceManagement(true);
        authorization.update(settings);
        authorization.resources().create(new ResourceRepresentation("invoices")).close();
        return new ResourceServer(realm, client);
    }

    /** What that application is answered that asks for permissions. */
    public TokenAnswer ask(TestClient asking, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("grant_type", UMA);
        return realm.tokens().token(asking, all);
    }
}
