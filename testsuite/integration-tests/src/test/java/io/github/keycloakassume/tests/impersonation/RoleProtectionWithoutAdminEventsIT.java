package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest
@DisplayName("Our roles are not everybody's to give or take, in a realm that keeps no admin events")
final class RoleProtectionWithoutAdminEventsIT extends RoleProtection {

    RoleProtectionWithoutAdminEventsIT(RealmFixture realm, Rows rows) {
        super(realm, rows);
        realm.update(settings -> settings.setAdminEventsEnabled(false));
    }
}
