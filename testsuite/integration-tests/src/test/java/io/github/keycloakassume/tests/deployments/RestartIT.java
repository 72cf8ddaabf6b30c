package io.github.keycloakassume.tests.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Restart;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("After a restart of Keycloak")
final class RestartIT {

    private final RealmFixture realm;
    private final Browser browser;

    RestartIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void the_impersonation_goes_on_and_leads_back(Restart restart) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer before = scene.app().singleSignOn();

        RealmFixture same = restart.withUs().realm();

        AppInBrowser app = new AppInBrowser(same, scene.client(), browser.context());
        assertThat(TokenEndpoint.claims(same.tokens()
                        .refresh(scene.client(), before.refreshToken())
                        .accessToken()))
                .containsEntry("sub", scene.alice().id())
                .containsEntry("act", TokenEndpoint.claims(before.accessToken()).get("act"));
        assertThat(TokenEndpoint.claims(app.singleSignOn().accessToken())).containsKeys("act", "impersonation");
        Scene.postRevert(same, browser.context(), FormData.create().set("return_to", AppInBrowser.HOME));
        assertThat(TokenEndpoint.claims(app.singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
        assertThat(same.tokens()
                        .introspect(scene.client(), before.accessToken())
                        .body())
                .containsEntry("active", false);
    }
}
