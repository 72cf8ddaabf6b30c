package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an application holds of an impersonation.
 *
 * @param isOpenUntilTheEnd whether nothing but the end of the impersonation closes it
 */
record Access(
        RealmFixture realm, String impersonation, TestClient client, String refreshToken, boolean isOpenUntilTheEnd) {

    /** Asked again where Keycloak itself has a failure. */
    boolean opens() {
        AtomicInteger status = new AtomicInteger();
        Waiting.until(Duration.ofSeconds(20), () -> {
            status.set(realm.tokens().refresh(client, refreshToken).status());
            return status.get() < 500;
        });
        return status.get() == 200;
    }

    Access closedByOthersToo() {
        return new Access(realm, impersonation, client, refreshToken, false);
    }
}
