package io.github.keycloakassume.tests.deployments;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Deployment;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(deployment = Deployment.SESSIONS_IN_MEMORY)
@DisplayName("Where sessions are in memory alone")
final class SessionsInMemoryIT extends StoriesOnADeployment {

    SessionsInMemoryIT(RealmFixture realm, Browser browser, Rows rows) {
        super(realm, browser, rows);
    }
}
