package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserSessionRepresentation;

@KeycloakTest
@DisplayName("Should our JARs be gone, Keycloak itself ends an impersonated session")
final class FailSafeIT {

    private static final int GRACE_SECONDS = 60;

    private final RealmFixture realm;
    private final Browser browser;

    FailSafeIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void a_minute_after_the_latest_end_that_the_realm_allows() {
        Scene scene = Scene.with(realm, browser);
        long before = Instant.now().getEpochSecond();

        scene.becomeAliceFor(Duration.ofMinutes(10));

        assertThat(endByKeycloak(scene))
                .as("an hour, the longest lifespan, and a minute")
                .isBetween(before + 3_600 + GRACE_SECONDS, before + 3_600 + GRACE_SECONDS + 30);
    }

    /** When a session is over is its beginning plus the realm's longest ({@code AuthenticationManager.isSessionValid}). */
    private long endByKeycloak(Scene scene) {
        UserSessionRepresentation session =
                realm.admin().users().get(scene.alice().id()).getUserSessions().get(0);
        return TimeUnit.MILLISECONDS.toSeconds(session.getStart())
                + realm.admin().toRepresentation().getSsoSessionMaxLifespan();
    }
}
