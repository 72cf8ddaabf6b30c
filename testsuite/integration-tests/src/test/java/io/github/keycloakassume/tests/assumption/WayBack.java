package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The ways in which a user is removed and comes back with the id they had: only an import names ids. */
enum WayBack {
    BY_AN_IMPORT_OVER_THE_USER,
    BY_AN_IMPORT_AFTER_DELETION;

    /** The same user with the same password, who may do no more than keep the own account. */
    void take(RealmFixture realm, TestUser by, TestUser user) {
        try (Keycloak api = realm.adminClient(by)) {
            RealmResource admin = api.realm(realm.name());
            if (this == BY_AN_IMPORT_AFTER_DELETION) {
                admin.users().get(user.id()).remove();
            }
            try (Response imported = admin.partialImport(file(user))) {
                assertThat(imported.getStatus()).isEqualTo(200);
            }
        }
        assertThat(realm.admin().users().get(user.id()).toRepresentation().getUsername())
                .isEqualTo(user.username());
    }

    private static PartialImportRepresentation file(TestUser user) {
        var password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(user.password());
        var again = new UserRepresentation();
        again.setId(user.id());
        again.setUsername(user.username());
        again.setFirstName(user.username());
        again.setLastName("Test");
        again.setEmail(user.email());
        again.setEmailVerified(true);
        again.setEnabled(true);
        again.setCredentials(List.of(password));
        again.setClientRoles(Map.of("account", List.of("manage-account")));
        var file = new PartialImportRepresentation();
        file.setIfResourceExists(PartialImportRepresentation.Policy.OVERWRITE.name());
        file.setUsers(List.of(again));
        return file;
    }
}
