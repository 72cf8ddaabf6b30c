package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("What is kept of grants and requests, when something is removed,")
final class AssumptionRemovalIT {

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Mailbox mailbox;
    private final Rows rows;
    private People people;

    AssumptionRemovalIT(RealmFixture realm, Keycloak admin, Mailbox mailbox, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.mailbox = mailbox;
        this.rows = rows;
        realm.sendMailTo(mailbox);
    }

    @BeforeEach
    void setTheScene() {
        people = People.of(realm);
    }

    @Test
    void ends_with_the_user_it_was_about() {
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().username()));
        String request =
                people.request(Map.of("scope", "user", "user", people.alice().id()));

        remove(people.alice());

        assertRemoved(grant);
        assertThat(rows.of("ASSUME_REQUEST", "ID", request)).isEmpty();
        assertThat(rows.of("ASSUME_TRAIL").stream()
                        .filter(row -> row.toString().contains(people.alice().id())))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.toString())
                        .doesNotContain("SUBJECT_NAME=" + people.alice().username()));
    }

    @Test
    void ends_with_the_user_it_was_for_and_those_concerned_hear_of_it() {
        String grant = people.grant(Map.of(
                "scope",
                "user",
                "user",
                people.alice().username(),
                "grantee",
                Map.of("user", people.agent().id())));
        String request = people.request(Map.of("scope", "realm"));

        remove(people.agent());

        assertRemoved(grant);
        assertThat(rows.of("ASSUME_REQUEST", "ID", request)).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mailbox.received(people.alice().email()))
                        .anyMatch(mail -> mail.subject().contains("has ended")));
    }

    @Test
    void ends_in_every_realm_with_a_user_of_master_it_was_for() {
        RealmFixture master = realm.sibling(admin, "master");
        TestUser platform = master.user("platform-" + realm.name() + people.number());
        String grant = people.grant(Map.of("scope", "realm", "grantee", Map.of("user", platform.id())));

        master.admin().users().get(platform.id()).remove();

        assertRemoved(grant);
    }

    @Test
    void stays_in_force_and_names_its_decider_no_more_when_he_is_removed() {
        TestUser decider = people.user("decider", "manage-account-assumption");
        String grant = people.as(decider)
                .post(
                        People.GRANTS,
                        Map.of("scope", "user", "user", people.alice().id(), "duration", "P1W"))
                .body()
                .path("id")
                .asText();

        remove(decider);

        assertThat(rows.of("ASSUME_GRANT", "ID", grant)).singleElement().satisfies(row -> {
            assertThat(row).doesNotContainKey("ENDED_AT");
            assertThat(String.valueOf(row.get("DECIDED_BY_NAME"))).startsWith("removed-");
            assertThat(String.valueOf(row.get("CREATED_BY_NAME"))).startsWith("removed-");
        });
    }

    @Test
    void ends_with_the_role_it_was_for() {
        String role = realmRole("vendors");
        String grant = people.grant(Map.of("scope", "realm", "grantee", Map.of("role", role)));

        realm.admin().roles().deleteRole(role);

        assertRemoved(grant);
    }

    @Test
    void ends_with_the_client_whose_role_it_was_for() {
        TestClient client = realm.client("with-role-" + people.number());
        realm.admin().clients().get(client.id()).roles().create(new RoleRepresentation("vendors", "", false));
        String role = realm.admin()
                .clients()
                .get(client.id())
                .roles()
                .get("vendors")
                .toRepresentation()
                .getId();
        String grant = people.grant(Map.of("scope", "realm", "grantee", Map.of("role", role)));

        realm.admin().clients().get(client.id()).remove();

        assertRemoved(grant);
    }

    @Test
    void ends_with_the_last_role_that_its_subjects_had_to_hold() {
        String role = realmRole("agents");
        String grant = people.grant(Map.of("scope", "realm", "subjectRoles", List.of(role)));

        realm.admin().roles().deleteRole(role);

        assertRemoved(grant);
    }

    @Test
    void goes_on_for_subjects_of_the_roles_that_are_left() {
        String gone = realmRole("gone");
        String left = realmRole("left");
        String leftId = realm.admin().roles().get(left).toRepresentation().getId();
        String grant = people.grant(Map.of("scope", "realm", "subjectRoles", List.of(gone, left)));

        realm.admin().roles().deleteRole(gone);

        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .doesNotContainKey("ENDED_AT")
                        .containsEntry("SUBJECT_ROLES", "[\"" + leftId + "\"]"));
        assertThat(trailOf("GRANT_CHANGED", grant)).hasSize(1);
    }

    @Test
    void ends_with_the_group_it_was_for_also_when_one_above_is_removed() {
        String above = group("above");
        String below = subgroup(above, "below");
        String ofBelow = people.grant(Map.of("scope", "realm", "grantee", Map.of("group", below)));

        realm.admin().groups().group(above).remove();

        assertRemoved(ofBelow);
    }

    @Test
    void ends_with_the_identity_provider_it_was_for_which_stays_the_vendors() {
        String alias = people.identityProvider();
        people.settings(Map.of("vendorIdentityProviders", List.of(alias)));
        String grant = people.grant(Map.of("scope", "realm", "grantee", Map.of("identityProvider", alias)));

        realm.admin().identityProviders().get(alias).remove();

        assertRemoved(grant);
        assertThat(people.as(people.manager()).get(People.SETTINGS).body().path("vendorIdentityProviders"))
                .hasSize(1);
    }

    @Test
    void ends_with_the_organization_it_was_about() {
        String organization = people.organization(people.alice());
        String grant = people.grant(Map.of("scope", "organization", "organization", organization));
        String request = people.request(Map.of("scope", "organization", "organization", organization));

        realm.admin().organizations().get(organization).delete().close();

        assertRemoved(grant);
        assertThat(rows.of("ASSUME_REQUEST", "ID", request)).isEmpty();
        assertThat(rows.of("ASSUME_TENANT", "ORGANIZATION_ID", organization)).isEmpty();
    }

    @Test
    void names_no_role_of_organizations_administrators_that_was_removed() {
        String role = realmRole("heads");
        people.settings(Map.of(
                "organizationAdminRole",
                realm.admin().roles().get(role).toRepresentation().getId()));

        realm.admin().roles().deleteRole(role);

        assertThat(people.as(people.manager()).get(People.SETTINGS).body().has("organizationAdminRole"))
                .isFalse();
    }

    @Test
    void is_left_alone_when_something_else_is_removed() {
        String role = realmRole("other");
        String organization = people.organization(people.alice());
        TestUser other = people.user("other");
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().username()));

        realm.admin().roles().deleteRole(role);
        realm.admin().organizations().get(organization).delete().close();
        remove(other);

        assertThat(rows.of("ASSUME_GRANT", "ID", grant).get(0)).doesNotContainKey("ENDED_AT");
    }

    private void assertRemoved(String grant) {
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "TARGET_REMOVED"));
        assertThat(trailOf("GRANT_ENDED", grant)).hasSize(1);
    }

    private List<Map<String, Object>> trailOf(String action, String id) {
        return rows.of("ASSUME_TRAIL", "ACTION", action).stream()
                .filter(row -> String.valueOf(row.get("DETAIL")).contains(id))
                .toList();
    }

    private String realmRole(String name) {
        String unique = name + "-" + people.number();
        realm.admin().roles().create(new RoleRepresentation(unique, "", false));
        return unique;
    }

    private String group(String name) {
        var group = new GroupRepresentation();
        group.setName(name + "-" + people.number());
        try (Response response = realm.admin().groups().add(group)) {
            return CreatedResponseUtil.getCreatedId(response);
        }
    }

    private String subgroup(String above, String name) {
        var group = new GroupRepresentation();
        group.setName(name + "-" + people.number());
        try (Response response = realm.admin().groups().group(above).subGroup(group)) {
            return CreatedResponseUtil.getCreatedId(response);
        }
    }

    private void remove(TestUser user) {
        realm.admin().users().get(user.id()).remove();
    }
}
