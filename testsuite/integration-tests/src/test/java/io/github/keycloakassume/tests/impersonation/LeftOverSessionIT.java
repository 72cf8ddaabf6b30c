package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The session of an impersonation that is over, put back by a request that had begun before the end,")
final class LeftOverSessionIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final TimeMachine time;

    LeftOverSessionIT(RealmFixture realm, Browser browser, TimeMachine time) {
        this.realm = realm;
        this.browser = browser;
        this.time = time;
    }

    @Test
    void is_removed_though_nothing_uses_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        String session =
                String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid"));
        TokenAnswer alices = realm.tokens().password(scene.client(), scene.alice());
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        realm.reopen(session, scene.alice(), id);
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .as("the user's own, and the one that is left over")
                .hasSize(2);
        time.forward(Duration.ofMinutes(1));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                realm.admin().users().get(scene.alice().id()).getUserSessions())
                        .extracting(found -> found.getId())
                        .containsExactly(String.valueOf(
                                TokenEndpoint.claims(alices.accessToken()).get("sid"))));
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
    }
}
