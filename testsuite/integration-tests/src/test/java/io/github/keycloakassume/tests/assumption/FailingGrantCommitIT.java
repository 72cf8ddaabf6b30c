package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("What is decided about grants and not committed")
final class FailingGrantCommitIT extends GrantCommitsThatFail {

    FailingGrantCommitIT(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        super(realm, browser, rows, admin);
    }
}
