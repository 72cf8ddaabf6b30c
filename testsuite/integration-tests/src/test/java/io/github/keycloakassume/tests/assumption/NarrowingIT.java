package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("A grant lets in")
final class NarrowingIT {

    private final RealmFixture realm;

    private Office office;

    NarrowingIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void openTheOffice() {
        office = Office.in(realm);
    }

    @Test
    void to_subjects_with_one_of_its_roles_and_to_no_other() {
        String role = realmRole("clerk");
        String grant = office.grantAlice(Map.of("subjectRoles", List.of(role)));
        assertRefused(office.attempt());

        realm.grantRealmRole(office.alice(), role);

        assertRestsOn(grant, office.attempt());
    }

    /** Those who manage the client could give it to all users so, and open the grant to them. */
    @Test
    void not_to_subjects_who_hold_its_role_of_a_client_as_every_user_does() {
        var client = realm.admin()
                .clients()
                .get(realm.client(office.named("tool"), asked -> {}).id());
        client.roles().create(new RoleRepresentation(office.named("user-of-tool"), "", false));
        RoleRepresentation role =
                client.roles().get(office.named("user-of-tool")).toRepresentation();
        office.grantAlice(Map.of("subjectRoles", List.of(role.getId())));
        String everyUsers = realm.admin().toRepresentation().getDefaultRole().getId();

        realm.admin().rolesById().addComposites(everyUsers, List.of(role));

        assertRefused(office.attempt());
    }

    @Test
    void to_subjects_who_hold_its_role_as_part_of_another() {
        String part = realmRole("part");
        compose("whole", part);
        realm.grantRealmRole(office.alice(), office.named("whole"));

        assertRestsOn(office.grantAlice(Map.of("subjectRoles", List.of(part))), office.attempt());
    }

    @Test
    void not_to_subjects_who_hold_but_a_part_of_its_role() {
        String part = realmRole("part");
        compose("whole", part);
        realm.grantRealmRole(office.alice(), part);
        office.grantAlice(Map.of("subjectRoles", List.of(office.named("whole"))));

        assertRefused(office.attempt());
    }

    @Test
    void those_of_the_vendor_who_hold_its_role_and_no_others() {
        String role = realmRole("second-level");
        String grant = office.grantAlice(Map.of("grantee", Map.of("role", role)));
        TestUser trained = office.user("trained", "assume-accounts");
        realm.grantRealmRole(trained, role);
        TestUser composed = office.user("composed", "assume-accounts");
        compose("expert", role);
        realm.grantRealmRole(composed, office.named("expert"));

        assertRefused(office.attempt());
        assertRestsOn(grant, office.attempt(trained, Map.of()));
        assertRestsOn(grant, office.attempt(composed, Map.of()));
    }

    @Test
    void those_of_the_vendor_who_are_in_its_group_or_in_one_below_it_and_no_others() {
        String support = group();
        String berlin = subgroup(support, "berlin");
        TestUser inBerlin = member("in-berlin", berlin);
        TestUser inSupport = member("in-support", support);
        String forBerlin = office.grantAlice(Map.of("grantee", Map.of("group", berlin)));

        assertRefused(office.attempt());
        assertRefused(office.attempt(inSupport, Map.of()));
        assertRestsOn(forBerlin, office.attempt(inBerlin, Map.of()));

        revoke(forBerlin);
        String forSupport = office.grantAlice(Map.of("grantee", Map.of("group", support)));
        assertRefused(office.attempt());
        assertRestsOn(forSupport, office.attempt(inSupport, Map.of()));
        assertRestsOn(forSupport, office.attempt(inBerlin, Map.of()));
    }

    @Test
    void the_one_whom_it_names_and_no_other() {
        TestUser other = office.user("other-agent", "assume-accounts");
        String grant = office.grantAlice(
                Map.of("grantee", Map.of("user", office.agent().username())));

        assertRestsOn(grant, office.attempt());
        assertRefused(office.attempt(other, Map.of()));
    }

    @Test
    void nobody_for_being_linked_to_its_identity_provider_without_having_come_from_there() {
        String alias = identityProvider();
        link(office.agent(), alias);

        office.grantAlice(Map.of("grantee", Map.of("identityProvider", alias)));

        assertRefused(office.attempt());
    }

    @Test
    void to_look_only_where_it_says_so() {
        String grant = office.grantAlice(Map.of("mode", "read-only"));

        assertRefused(office.attempt());
        assertRefused(office.attempt(office.agent(), Map.of("mode", "full")));
        assertRestsOn(grant, office.attempt(office.agent(), Map.of("mode", "read-only")));
    }

    @Test
    void to_look_also_where_it_lets_act() {
        String grant = office.grantAlice(Map.of("mode", "full"));

        assertRestsOn(grant, office.attempt(office.agent(), Map.of("mode", "read-only")));
        assertRestsOn(grant, office.attempt(office.agent(), Map.of("mode", "full")));
    }

    @ParameterizedTest(name = "asked for {0} s: {1} s")
    @CsvSource({"3000, 600", "600, 600", "300, 300"})
    void for_no_longer_than_its_longest_impersonation(long lifespan, long least) {
        office.grantAlice(Map.of("maxLifespan", 600));
        long before = System.currentTimeMillis();

        AdminApi.Answer requested = office.attempt(office.agent(), Map.of("lifespan", lifespan));

        assertThat(requested.body().path("endsAt").asLong())
                .isBetween(
                        before + Duration.ofSeconds(least - 1).toMillis(),
                        System.currentTimeMillis() + Duration.ofSeconds(least).toMillis());
    }

    @Test
    void nobody_who_wants_what_it_does_not_allow() {
        office.grantAlice(Map.of("allow", List.of("unlock", "reset-email")));

        assertRefused(office.attempt());
    }

    @Test
    void by_its_name_also_where_a_narrower_one_would_do() {
        String wide = office.grantAlice(Map.of());
        String narrow = office.grantAlice(
                Map.of("grantee", Map.of("user", office.agent().id())));

        assertRestsOn(narrow, office.attempt());
        assertRestsOn(wide, office.attempt(office.agent(), Map.of("grant", wide)));
    }

    @Test
    void nobody_who_names_another_that_does_not_do() {
        office.grantAlice(Map.of());
        String readOnly = office.grantAlice(Map.of("mode", "read-only"));
        String ofAda = Office.id(
                office.grant(Map.of("scope", "user", "user", office.ada().id(), "duration", "P1D")));
        String revoked = office.grantAlice(Map.of());
        revoke(revoked);

        for (String named : List.of(readOnly, ofAda, revoked, "no-such-grant", "trial", "break-glass")) {
            assertRefused(office.attempt(office.agent(), Map.of("grant", named)));
        }
    }

    @Test
    void on_the_narrowest_of_several_whatever_the_order_they_came_in() {
        String role = realmRole("clerk");
        realm.grantRealmRole(office.alice(), role);
        String wholeRealm = Office.id(office.grant(Map.of("scope", "realm", "duration", "P1D")));
        String forOne = office.grantAlice(
                Map.of("grantee", Map.of("user", office.agent().id())));
        String capped = office.grantAlice(Map.of("maxLifespan", 600));
        String byRole = office.grantAlice(Map.of("subjectRoles", List.of(role)));
        String usual = office.grantAlice(Map.of());

        for (String narrowest : List.of(forOne, byRole, capped, usual, wholeRealm)) {
            assertRestsOn(narrowest, office.attempt());
            revoke(narrowest);
        }
        assertRefused(office.attempt());
    }

    @Test
    void nobody_by_adding_up_two_of_which_neither_would_do() {
        office.grantAlice(Map.of(
                "mode", "read-only", "grantee", Map.of("user", office.agent().id())));
        office.grantAlice(Map.of("mode", "full", "allow", List.of("unlock")));

        assertRefused(office.attempt());
    }

    @Test
    void nobody_who_has_decided_on_it_himself() {
        String grant = office.grantAlice(Map.of());
        realm.grant(office.ada(), "realm-management", "assume-accounts");

        assertRefused(office.attempt(office.ada(), Map.of()));
        assertRestsOn(grant, office.attempt());
    }

    private String realmRole(String name) {
        String role = office.named(name);
        realm.admin().roles().create(new RoleRepresentation(role, "", false));
        return role;
    }

    private void compose(String whole, String part) {
        realm.admin()
                .roles()
                .get(realmRole(whole))
                .addComposites(List.of(realm.admin().roles().get(part).toRepresentation()));
    }

    private String group() {
        try (Response created = realm.admin().groups().add(groupNamed("support"))) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private String subgroup(String parent, String name) {
        try (Response created = realm.admin().groups().group(parent).subGroup(groupNamed(name))) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private GroupRepresentation groupNamed(String name) {
        var group = new GroupRepresentation();
        group.setName(office.named(name));
        return group;
    }

    private TestUser member(String name, String group) {
        TestUser user = office.user(name, "assume-accounts");
        realm.admin().users().get(user.id()).joinGroup(group);
        return user;
    }

    private String identityProvider() {
        var provider = new IdentityProviderRepresentation();
        provider.setAlias(office.named("vendor"));
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "authorizationUrl", "https://vendor.example/auth",
                "tokenUrl", "https://vendor.example/token",
                "clientId", "x",
                "clientSecret", "x"));
        realm.admin().identityProviders().create(provider).close();
        return provider.getAlias();
    }

    private void link(TestUser user, String alias) {
        var identity = new FederatedIdentityRepresentation();
        identity.setIdentityProvider(alias);
        identity.setUserId(user.username());
        identity.setUserName(user.username());
        realm.admin()
                .users()
                .get(user.id())
                .addFederatedIdentity(alias, identity)
                .close();
    }

    private void revoke(String grant) {
        assertThat(office.adasApi().delete(Tenant.GRANTS + "/" + grant).status())
                .isEqualTo(200);
    }

    private static void assertRestsOn(String grant, AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        assertThat(answer.body().path("grant").asText()).isEqualTo(grant);
    }

    private static void assertRefused(AdminApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("grant-required");
    }
}
