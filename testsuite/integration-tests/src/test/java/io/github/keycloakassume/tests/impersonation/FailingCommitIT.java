package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("What is not committed")
final class FailingCommitIT extends CommitsThatFail {

    FailingCommitIT(RealmFixture realm, Browser browser, Rows rows, Mailbox mailbox, Keycloak admin) {
        super(realm, browser, rows, mailbox, admin);
    }
}
