package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest
@DisplayName("A realm that cannot be set up when the server starts")
final class BrokenRealmIT {

    private static final String SCOPE = "assume-impersonation";

    private final RealmFixture realm;
    private final Keycloak admin;

    BrokenRealmIT(RealmFixture realm, Keycloak admin) {
        this.realm = realm;
        this.admin = admin;
    }

    @Test
    void costs_no_other_realm_and_not_the_start() {
        RealmFixture broken = broken();
        try {
            removeScope(realm);

            realm.startAgain();

            assertThat(hasScope(realm)).isTrue();
            assertThat(hasScope(broken)).as("in the realm that fails").isFalse();
        } finally {
            broken.admin().remove();
        }
    }

    private RealmFixture broken() {
        var representation = new RealmRepresentation();
        // Realms are set up in the order of their names: this one comes before the other.
        representation.setRealm("broken-" + UUID.randomUUID());
        representation.setEnabled(true);
        admin.realms().create(representation);
        RealmFixture broken = realm.sibling(admin, representation.getRealm());
        removeScope(broken);
        broken.update(changed -> changed.setAttributes(Map.of("testbed.broken", "true")));
        return broken;
    }

    private static void removeScope(RealmFixture realm) {
        realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(SCOPE))
                .map(ClientScopeRepresentation::getId)
                .forEach(id -> realm.admin().clientScopes().get(id).remove());
        assertThat(hasScope(realm)).isFalse();
    }

    private static boolean hasScope(RealmFixture realm) {
        return realm.admin().clientScopes().findAll().stream()
                .anyMatch(scope -> scope.getName().equals(SCOPE));
    }
}
