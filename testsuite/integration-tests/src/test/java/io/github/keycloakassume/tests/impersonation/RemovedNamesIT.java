package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.MemberRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** On the server of {@link RolesElsewhereIT}. */
@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("The name of a removed user")
final class RemovedNamesIT {

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;

    RemovedNamesIT(RealmFixture realm, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
    }

    @ParameterizedTest
    @EnumSource
    void is_in_no_trail_and_no_record_whichever_way_they_were_removed(WayToRemove way) {
        RealmFixture place = importedRealm();
        try {
            TestUser agent = userOf(place, "agent");
            TestUser alice = userOf(place, "alice");
            TestClient client = place.client("support", application -> RoleScene.forScim(place, application));
            String id = api(place, client, agent)
                    .post(adminOf(place) + "/" + Scene.SESSIONS, Map.of("user", alice.id(), "reason", "ticket 42"))
                    .body()
                    .path("id")
                    .asText();
            assertThat(keptOf(id))
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.toString()).contains(agent.username(), alice.username()));
            AdminApi administrator = api(place, client, userOf(place, "administrator"));
            assertThat(administrator
                            .post(
                                    adminOf(place) + "/account-assumption/grants",
                                    Map.of("scope", "user", "user", alice.id(), "duration", "P1D"))
                            .status())
                    .isEqualTo(201);
            // SCIM removes no one who administers (UserResourceTypeProvider.isManageable).
            place.revoke(agent, "realm-management", "impersonation");

            for (TestUser removed : List.of(alice, agent)) {
                AdminApi.Answer answer = way.remove(place, removed, administrator);
                assertThat(answer.status()).as(answer.response().body()).isBetween(200, 204);
                assertThat(place.admin().users().search(removed.username(), true))
                        .noneMatch(user -> user.getId().equals(removed.id()));
            }

            assertThat(keptOf(id))
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.toString())
                            .contains(agent.id(), alice.id(), "removed-")
                            .doesNotContain(agent.username(), alice.username()));
            assertThat(rows.of(
                            "ASSUME_TRAIL",
                            "REALM_ID",
                            place.admin().toRepresentation().getId()))
                    .as("what the removals themselves have left there, too")
                    .hasSizeGreaterThan(2)
                    .allSatisfy(row -> assertThat(row.toString()).doesNotContain(agent.username(), alice.username()));
        } finally {
            place.admin().remove();
        }
    }

    /** Both by {@code UserProvider.removeUser} ({@code RealmCacheSession.removeClient}, {@code ClientsPartialImport.remove}). */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "IMPORT"})
    void is_in_no_trail_if_it_was_the_account_of_a_client_that_is_gone(String way) {
        TestClient robot = realm.client("robot-" + way, client -> client.setServiceAccountsEnabled(true));
        String account =
                realm.admin().clients().get(robot.id()).getServiceAccountUser().getId();
        String token = realm.tokens()
                .token(robot, Map.of("grant_type", "client_credentials"))
                .accessToken();
        AdminApi.of(realm, token).post(Scene.SESSIONS, Map.of("user", "alice", "reason", "ticket 42"));
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", account))
                .singleElement()
                .satisfies(
                        row -> assertThat(String.valueOf(row.get("ACTOR_NAME"))).startsWith("service-account-"));
        TestUser administrator = realm.user("administrator-" + way.toLowerCase(Locale.ROOT), "realm-admin");
        AdminApi api = AdminApi.of(
                realm,
                realm.tokens()
                        .password(realm.client("admins-" + way), administrator)
                        .accessToken());

        AdminApi.Answer answer = way.equals("DELETE")
                ? api.delete("clients/" + robot.id())
                : api.post(
                        "partialImport",
                        Map.of(
                                "ifResourceExists",
                                "OVERWRITE",
                                "clients",
                                List.of(Map.of("clientId", robot.clientId(), "enabled", true))));

        assertThat(answer.status()).as(answer.response().body()).isBetween(200, 204);
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", account))
                .singleElement()
                .satisfies(
                        row -> assertThat(String.valueOf(row.get("ACTOR_NAME"))).startsWith("removed-"));
    }

    /** The trail entry of the request, and the record. */
    private List<Map<String, Object>> keptOf(String impersonation) {
        return Stream.concat(
                        rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonation).stream(),
                        rows.of("ASSUME_IMPERSONATION", "ID", impersonation).stream())
                .toList();
    }

    private static AdminApi api(RealmFixture place, TestClient client, TestUser user) {
        return AdminApi.ofRealm(place, place.tokens().password(client, user).accessToken());
    }

    private static String adminOf(RealmFixture place) {
        return "/admin/realms/" + place.name();
    }

    private static TestUser userOf(RealmFixture place, String name) {
        String username = place.name() + "-" + name;
        return new TestUser(
                place.admin().users().searchByUsername(username, true).get(0).getId(),
                username,
                username + "@users.example",
                "password");
    }

    /** With an organization and its members. */
    private RealmFixture importedRealm() {
        String name = "removing-" + UUID.randomUUID();
        var representation = new RealmRepresentation();
        representation.setRealm(name);
        representation.setEnabled(true);
        representation.setScimApiEnabled(true);
        representation.setOrganizationsEnabled(true);
        representation.setUsers(List.of(
                user(name + "-agent", "impersonation"),
                user(name + "-alice"),
                user(name + "-administrator", "realm-admin")));
        var organization = new OrganizationRepresentation();
        organization.setName("acme");
        organization.setAlias("acme");
        organization.setEnabled(true);
        organization.addDomain(new OrganizationDomainRepresentation("acme.example"));
        organization.setMembers(List.of(member(name + "-agent"), member(name + "-alice")));
        representation.setOrganizations(List.of(organization));
        admin.realms().create(representation);
        return realm.sibling(admin, name);
    }

    private static UserRepresentation user(String username, String... roles) {
        var password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("password");
        var user = new UserRepresentation();
        user.setUsername(username);
        user.setFirstName("Removed");
        user.setLastName("Test");
        user.setEmail(username + "@users.example");
        user.setEmailVerified(true);
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        user.setClientRoles(Map.of("realm-management", List.of(roles)));
        return user;
    }

    private static MemberRepresentation member(String username) {
        var member = new MemberRepresentation();
        member.setUsername(username);
        return member;
    }
}
