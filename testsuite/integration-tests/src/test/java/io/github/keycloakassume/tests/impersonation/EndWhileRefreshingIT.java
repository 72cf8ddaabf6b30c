package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An impersonation that is ended while its applications refresh their tokens")
final class EndWhileRefreshingIT {

    private static final int REFRESHES = 8;

    private final RealmFixture realm;
    private final Browser browser;

    EndWhileRefreshingIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void leaves_no_token_that_is_good_for_anything() {
        Scene scene = Scene.with(realm, browser);
        ExecutorService applications = Executors.newFixedThreadPool(REFRESHES);
        try {
            String id = scene.becomeAlice();
            TokenAnswer tokens = scene.app().singleSignOn();
            List<CompletableFuture<TokenAnswer>> refreshes = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> realm.tokens().refresh(scene.client(), tokens.refreshToken()), applications))
                    .limit(REFRESHES)
                    .toList();

            assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status())
                    .isEqualTo(204);

            assertThat(Stream.concat(
                            Stream.of(tokens),
                            refreshes.stream().map(CompletableFuture::join).filter(answer -> answer.status() == 200)))
                    .allSatisfy(refreshed -> assertWorthless(scene, refreshed));
        } finally {
            applications.shutdown();
        }
    }

    private void assertWorthless(Scene scene, TokenAnswer tokens) {
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens()
                        .introspect(scene.client(), tokens.accessToken())
                        .body())
                .containsEntry("active", false);
        assertThat(AccountApi.of(realm, tokens.accessToken()).get("")).isEqualTo(401);
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).status())
                .isEqualTo(400);
    }
}
