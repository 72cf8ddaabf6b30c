package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest
@DisplayName("Our roles are not everybody's to give or take, in a realm with fine-grained permissions")
final class RoleProtectionWithFineGrainedPermissionsIT extends RoleProtection {

    RoleProtectionWithFineGrainedPermissionsIT(RealmFixture realm, Rows rows) {
        super(realm, rows);
        realm.update(settings -> settings.setAdminPermissionsEnabled(true));
    }
}
