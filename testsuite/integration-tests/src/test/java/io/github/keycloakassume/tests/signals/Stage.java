package io.github.keycloakassume.tests.signals;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.assumption.Tenant;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Forms;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;

/** A vendor's agent who may become Alice under a grant, and what can happen to both. */
record Stage(RealmFixture realm, Browser browser, TimeMachine time, Tenant tenant) {

    Scene scene() {
        return tenant.scene();
    }

    /** The agent is Alice, and the application's tokens are Alice's. */
    TokenAnswer become() {
        scene().becomeAlice();
        return scene().app().singleSignOn();
    }

    static String session(TokenAnswer tokens) {
        return String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid"));
    }

    UserResource user(TestUser user) {
        return realm.admin().users().get(user.id());
    }

    void change(TestUser user, Consumer<UserRepresentation> change) {
        UserRepresentation representation = user(user).toRepresentation();
        change.accept(representation);
        user(user).update(representation);
    }

    /** Confirms the start, and the browser never gets the answer. */
    void startWithoutAnswer() {
        browser.page().navigate(scene().startUrl());
        SimultaneousPosts.of(browser.context())
                .send(realm.url() + "/impersonation/start", Forms.hiddenFieldsOf(browser.page()), 1);
    }

    /** Logs out in an application of the browser that is Alice. */
    void logoutInApplication() {
        TestClient client = Scene.app(
                realm,
                "leavable-" + scene().number(),
                application -> application.setAttributes(Map.of("post.logout.redirect.uris", "+")));
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());
        app.logout(app.singleSignOn());
    }

    /** Another session of Alice turns up with the mark of hers. */
    void copySession(String impersonation) {
        try (BrowserContext other = scene().otherBrowser()) {
            TokenAnswer copy = scene().appIn(other).login(scene().alice());
            realm.note(session(copy), "assume.impersonation", impersonation);
            realm.tokens().userInfo(copy.accessToken());
            realm.tokens().refresh(scene().client(), copy.refreshToken());
            scene().appIn(other).open();
        }
    }

    /** In a copy of the browser of before the agent becomes another user: in the browser itself that is refused. */
    void becomeAnother(BrowserContext before) {
        TestUser bob = tenant.user("bob");
        tenant.grant(Map.of("scope", "user", "user", bob.id(), "duration", "P1D"));
        AppInBrowser app = scene().appIn(before);
        app.page().navigate(scene().request(bob).body().path("startUrl").asText());
        app.page().locator("#assume-confirm").click();
        app.page().waitForURL(AppInBrowser.HOME);
    }
}
