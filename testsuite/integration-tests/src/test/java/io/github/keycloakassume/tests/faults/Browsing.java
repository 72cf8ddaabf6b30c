package io.github.keycloakassume.tests.faults;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Forms;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.Map;

/** An impersonation that runs in a browser, with an application that has tokens and wants to hear of logouts. */
record Browsing(RealmFixture realm, Scene scene, String id, TestClient client, TokenAnswer tokens) {

    private static final String SUBJECT = "sub";

    static Browsing of(Ground ground, Scene scene) {
        TestClient client = Scene.app(
                ground.realm(),
                "hearing-" + scene.number(),
                application -> application.setAttributes(Map.of(
                        "backchannel.logout.url",
                        ground.receiver().url(),
                        "backchannel.logout.session.required",
                        "true",
                        "post.logout.redirect.uris",
                        "+")));
        String id = scene.becomeAlice();
        TokenAnswer tokens =
                new AppInBrowser(ground.realm(), client, scene.page().context()).singleSignOn();
        return new Browsing(ground.realm(), scene, id, client, tokens);
    }

    static Browsing of(Ground ground) {
        return of(ground, ground.scene());
    }

    Access access() {
        return new Access(realm, id, client, tokens.refreshToken(), true);
    }

    /** The form by which the impersonator comes back. */
    Map<String, String> formOfReturn() {
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        return Forms.hiddenFieldsOf(scene.page());
    }

    Task task(Act act) {
        return Task.of(act, scene.agent(), scene.alice()).with(access());
    }

    Hold isClosed() {
        return new Hold("the application's access is closed", () -> !access().opens());
    }

    Hold isOpen() {
        return new Hold("the application's access is open", access()::opens);
    }

    Hold leadsBack() {
        return new Hold("the browser leads back to the impersonator", () -> leadsBack(scene));
    }

    /** The next login of that browser is the impersonator's, at once or by the page that says how it ended. */
    static boolean leadsBack(Scene scene) {
        Page page = scene.app().open();
        if (!page.url().startsWith(AppInBrowser.CALLBACK)) {
            page.locator("#assume-back").click();
        }
        return scene.agent()
                .id()
                .equals(TokenEndpoint.claims(scene.app().tokens().accessToken()).get(SUBJECT));
    }

    /** It is the user, and one click makes it the impersonator's again. */
    static boolean isAliceAndCanReturn(Scene scene) {
        boolean isAlice = scene.alice()
                .id()
                .equals(TokenEndpoint.claims(scene.app().singleSignOn().accessToken())
                        .get(SUBJECT));
        scene.postRevert(scene.page().context(), FormData.create());
        return isAlice && leadsBack(scene);
    }
}
