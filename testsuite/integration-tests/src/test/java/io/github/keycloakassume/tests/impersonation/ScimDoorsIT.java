package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On the server of {@link RolesElsewhereIT}. */
@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("To those who act as a user who administers,")
final class ScimDoorsIT {

    private static final String[] ADMINISTERS = {"manage-users", "query-users", "query-groups", "manage-clients"};

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    ScimDoorsIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        realm.update(settings -> settings.setScimApiEnabled(true));
    }

    @Test
    void scim_and_version_2_of_the_admin_api_are_closed_to_read_and_to_write() {
        FeatureDoors doors = new FeatureDoors(realm, browser, rows);
        realm.grant(doors.scene().agent(), "realm-management", ADMINISTERS);
        realm.grant(doors.scene().alice(), "realm-management", ADMINISTERS);
        String clients = realm.url()
                .resolve("/admin/api/" + realm.name() + "/clients/v2")
                .toString();

        doors.assertClosed(List.of(
                "GET scim/v2/Users",
                "GET scim/v2/Users/" + doors.scene().alice().id(),
                "POST scim/v2/Users",
                "POST scim/v2/Users/.search",
                "PUT scim/v2/Users/" + doors.scene().alice().id(),
                "PATCH scim/v2/Users/" + doors.scene().alice().id(),
                "DELETE scim/v2/Users/unknown",
                "GET scim/v2/Groups",
                "POST scim/v2/Groups",
                "GET " + clients,
                "POST " + clients));
    }
}
