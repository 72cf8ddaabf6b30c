package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;

/** Somebody who is Alice in his browser, and what he can do there. */
record Acting(RealmFixture realm, Browser browser, Scene scene) {

    TokenAnswer login() {
        return scene.app().singleSignOn();
    }

    Map<String, Object> claimsOfLogin() {
        return claimsOf(login());
    }

    Map<String, Object> claimsOf(TokenAnswer tokens) {
        return TokenEndpoint.claims(tokens.accessToken());
    }

    /** Logs in with more parameters; what comes is no token. */
    Map<String, Object> loginWith(String parameters) {
        scene.app().openWith(parameters);
        return Map.of();
    }

    Map<String, Object> seeAccount(String path) {
        TokenAnswer tokens = login();
        AccountApi.of(realm, tokens.accessToken()).get(path);
        return claimsOf(tokens);
    }

    TestClient application(String name, Map<String, String> attributes) {
        return Scene.app(realm, name + "-" + scene.number(), client -> client.setAttributes(attributes));
    }

    TestClient hybridApplication() {
        return Scene.app(realm, "hybrid-" + scene.number(), client -> client.setImplicitFlowEnabled(true));
    }

    TestClient askingApplication() {
        return Scene.app(realm, "asking-" + scene.number(), client -> client.setConsentRequired(true));
    }

    TestClient resourceServer() {
        TestClient server = Scene.app(realm, "resources-" + scene.number(), client -> {
            client.setServiceAccountsEnabled(true);
            client.setAuthorizationServicesEnabled(true);
        });
        var authorization = realm.admin().clients().get(server.id()).authorization();
        var settings = authorization.getSettings();
        settings.setPolicyEnforcementMode(PolicyEnforcementMode.PERMISSIVE);
        authorization.update(settings);
        authorization.resources().create(new ResourceRepresentation("invoices")).close();
        return server;
    }

    AppInBrowser inBrowser(TestClient client) {
        return new AppInBrowser(realm, client, browser.context());
    }
}
