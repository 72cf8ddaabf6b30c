package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Who may give our roles, as one table of ways and givers; run for several kinds of realms. */
abstract class RoleProtection {

    private static final String PROTECTION = "not-impersonatable";
    private static final String REFUSAL = "role-not-yours-to-give";

    private static final String[] ALL_BUT_THE_REALM = {"manage-users", "manage-clients", "manage-realm", "impersonation"
    };

    private final RealmFixture realm;
    private final Rows rows;

    RoleProtection(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @ParameterizedTest
    @EnumSource
    void all_of_them_together_do_not_either_and_the_trail_has_it(WayToGive way) {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);

        RoleScene.Outcome outcome = scene.giverDoes(way.prepare(scene));

        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, REFUSAL));
        assertNobodyHolds(scene);
        assertTrail(scene.giver());
    }

    @ParameterizedTest
    @EnumSource
    void the_realms_administrator_gives_it(WayToGive way) {
        RoleScene scene = new RoleScene(realm, "realm-admin");

        RoleScene.Outcome outcome = scene.giverDoes(way.prepare(scene));

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(peopleOf(scene)).anyMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
        takeBack();
    }

    @ParameterizedTest
    @EnumSource
    void whoever_holds_it_himself_gives_it(WayToGive way) {
        RoleScene scene = new RoleScene(realm, "manage-users", "manage-clients", "manage-realm", WayToGive.ROLE);

        RoleScene.Outcome outcome = scene.giverDoes(way.prepare(scene));

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(peopleOf(scene)).anyMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
        takeBack();
    }

    @Test
    void nobody_gives_it_to_himself() {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        RoleRepresentation role = scene.role(WayToGive.ROLE);

        RoleScene.Outcome outcome = scene.giverDoes(api -> api.users()
                .get(scene.giver().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(role)));

        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, REFUSAL));
        assertThat(scene.holds(scene.giver().id(), WayToGive.ROLE)).isFalse();
        assertTrail(scene.giver());
    }

    @Test
    void nobody_joins_a_group_that_has_it() {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        String group = scene.groupWith(WayToGive.ROLE);

        RoleScene.Outcome outcome =
                scene.giverDoes(api -> api.users().get(scene.giver().id()).joinGroup(group));

        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, REFUSAL));
        assertThat(scene.holds(scene.giver().id(), WayToGive.ROLE)).isFalse();
        assertTrail(scene.giver());
    }

    @Test
    void making_a_group_that_has_it_a_default_group_is_refused() {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        String group = scene.groupWith(WayToGive.ROLE);

        RoleScene.Outcome outcome = scene.giverDoes(api -> api.addDefaultGroup(group));

        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, REFUSAL));
        assertThat(realm.admin().getDefaultGroups()).isEmpty();
        TestUser later = realm.user("later-" + scene.number());
        assertThat(scene.holds(later.id(), WayToGive.ROLE)).isFalse();
        assertTrail(scene.giver());
    }

    @ParameterizedTest
    @EnumSource
    void who_is_protected_stays_so(WayToUnprotect way) {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        RoleScene.Deed deed = way.prepare(scene, PROTECTION);
        String roleId = scene.role(PROTECTION).getId();
        assertThat(scene.carolHolds(PROTECTION)).as("before").isTrue();

        RoleScene.Outcome outcome = scene.giverDoes(deed);

        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, REFUSAL));
        assertThat(scene.carolHolds(PROTECTION)).isTrue();
        assertThat(scene.role(PROTECTION).getId()).isEqualTo(roleId);
        assertTrail(scene.giver());
    }

    @Test
    void the_roles_themselves_are_not_deleted_or_renamed() {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        RoleRepresentation role = scene.role(PROTECTION);
        RoleRepresentation renamed = scene.role(PROTECTION);
        renamed.setName("something-else");

        RoleScene.Outcome deleted = scene.giverDoes(api -> api.rolesById().deleteRole(role.getId()));
        RoleScene.Outcome updated = scene.giverDoes(api -> api.rolesById().updateRole(role.getId(), renamed));

        assertThat(deleted.status()).isEqualTo(403);
        assertThat(updated.status()).isEqualTo(403);
        assertThat(scene.role(PROTECTION).getId()).isEqualTo(role.getId());
    }

    @ParameterizedTest
    @EnumSource(
            value = WayToUnprotect.class,
            names = {"BY_IMPORTING_ANOTHER_ROLE"},
            mode = EnumSource.Mode.EXCLUDE)
    void the_realms_administrator_takes_protection_away(WayToUnprotect way) {
        RoleScene scene = new RoleScene(realm, "realm-admin");
        RoleScene.Deed deed = way.prepare(scene, PROTECTION);

        RoleScene.Outcome outcome = scene.giverDoes(deed);

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(scene.carolHolds(PROTECTION)).isFalse();
    }

    @Test
    void a_default_role_and_group_that_have_it_come_with_every_new_user() {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        String group = scene.groupWith("end-impersonations");
        realm.admin().addDefaultGroup(group);
        String defaultRole = realm.admin().toRepresentation().getDefaultRole().getId();
        realm.admin().rolesById().addComposites(defaultRole, List.of(scene.role(WayToGive.ROLE)));
        UserRepresentation user = new UserRepresentation();
        user.setUsername("newcomer-" + scene.number());

        RoleScene.Outcome outcome =
                scene.giverDoes(api -> RoleScene.checked(api.users().create(user)));

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(realm.admin().users().searchByUsername(user.getUsername(), true))
                .singleElement()
                .satisfies(created -> {
                    assertThat(scene.holds(created.getId(), WayToGive.ROLE)).isTrue();
                    assertThat(scene.holds(created.getId(), "end-impersonations"))
                            .isTrue();
                });
        realm.admin().removeDefaultGroup(group);
        takeBack();
    }

    @Test
    void what_has_nothing_to_do_with_our_roles_is_as_ever() {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        String group = scene.group("team");

        RoleScene.Outcome outcome = scene.giverDoes(api -> {
            api.roles().create(new RoleRepresentation("ordinary-" + scene.number(), "", false));
            RoleRepresentation role =
                    api.roles().get("ordinary-" + scene.number()).toRepresentation();
            api.users().get(scene.carol().id()).roles().realmLevel().add(List.of(role));
            api.groups().group(group).roles().realmLevel().add(List.of(role));
            api.users().get(scene.carol().id()).joinGroup(group);
            api.users().get(scene.carol().id()).leaveGroup(group);
            GroupRepresentation below = new GroupRepresentation();
            below.setName("below");
            RoleScene.checked(api.groups().group(group).subGroup(below));
            api.groups().group(group).remove();
            api.roles().deleteRole("ordinary-" + scene.number());
        });

        assertThat(outcome.status()).isEqualTo(200);
    }

    final void assertNobodyHolds(RoleScene scene) {
        assertThat(peopleOf(scene))
                .anyMatch(user -> user.getUsername().equals(scene.carol().username()))
                .noneMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
    }

    /** Everybody who may have got something, newly created people included. */
    private List<UserRepresentation> peopleOf(RoleScene scene) {
        return realm.admin().users().search("*-" + scene.number(), 0, 100).stream()
                .filter(user -> user.getUsername().endsWith("-" + scene.number()))
                .filter(user -> !user.getUsername().equals(scene.giver().username()))
                .toList();
    }

    /** What a test gave to everybody. */
    private void takeBack() {
        RoleScene scene = new RoleScene(realm);
        realm.admin()
                .rolesById()
                .deleteComposites(
                        realm.admin().toRepresentation().getDefaultRole().getId(), List.of(scene.role(WayToGive.ROLE)));
    }

    private void assertTrail(TestUser giver) {
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", giver.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsAllEntriesOf(Map.of("ACTION", "REFUSED", "DETAIL", REFUSAL)));
    }
}
