package io.github.keycloakassume.tests.deployments;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Deployment;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(deployment = Deployment.WITHOUT_CACHES)
@DisplayName("Where logins and sessions are in the database alone")
final class WithoutCachesIT extends StoriesOnADeployment {

    WithoutCachesIT(RealmFixture realm, Browser browser, Rows rows) {
        super(realm, browser, rows);
    }
}
