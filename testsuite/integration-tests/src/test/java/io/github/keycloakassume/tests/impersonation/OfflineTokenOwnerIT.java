package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.ClientRegistrations;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keycloak finds the caller by the offline session that the token is of, whatever its subject is; so must we. */
@KeycloakTest
@DisplayName(
        "With an offline token in which a mapper names an administrator, one who manages users and clients gives none of our roles")
final class OfflineTokenOwnerIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String ROLE = "view-impersonations";

    private final RealmFixture realm;
    private final TestUser administrator;
    private final TestUser manager;
    private final TestUser friend;
    private final TestClient client;

    OfflineTokenOwnerIT(RealmFixture realm) {
        int number = NUMBER.incrementAndGet();
        this.realm = realm;
        this.administrator = realm.user("boss-" + number);
        this.manager = realm.user("manager-" + number, "manage-users", "manage-clients");
        this.friend = realm.user("friend-" + number);
        this.client = realm.client("shop-" + number);
    }

    @Test
    void to_a_user() {
        String container = realm.admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        String role = realm.admin()
                .clients()
                .get(container)
                .roles()
                .get(ROLE)
                .toRepresentation()
                .getId();

        AdminApi.Answer answer = AdminApi.of(realm, token())
                .post(
                        "users/" + friend.id() + "/role-mappings/clients/" + container,
                        "[{\"id\":\"" + role + "\",\"name\":\"" + ROLE + "\"}]");

        assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
        assertFriendSeesNothing();
    }

    @Test
    void to_all_users_by_client_registration() {
        ClientRegistrations.Answer answer = ClientRegistrations.of(realm)
                .update(
                        ClientRegistrations.DEFAULT,
                        "realm-management",
                        token(),
                        Map.of("clientId", "realm-management", "defaultRoles", List.of(ROLE)));

        assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
        assertFriendSeesNothing();
    }

    private void assertFriendSeesNothing() {
        String token = realm.tokens().password(client, friend).accessToken();
        assertThat(AdminApi.of(realm, token).get("impersonation/trail").status())
                .isEqualTo(403);
    }

    /** The administrator is not there when the token is made: the subject is then no user's. */
    private String token() {
        ClaimMapper.writes(realm, client, "sub", administrator.id());
        realm.admin().users().get(administrator.id()).remove();
        String token = realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                "openid offline_access",
                                "username",
                                manager.username(),
                                "password",
                                manager.password()))
                .accessToken();
        realm.bringBack(administrator, "realm-admin");
        assertThat(TokenEndpoint.claims(token)).containsEntry("sub", manager.id());
        return token;
    }
}
