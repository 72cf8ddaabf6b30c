package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.RoleScene;
import io.github.keycloakassume.tests.impersonation.WayElsewhere;
import io.github.keycloakassume.tests.impersonation.WayInOrganization;
import io.github.keycloakassume.tests.impersonation.WayToUnprotect;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gives {@code assume-accounts} to a vendor's staff: a group, a composite, the default role, an organization. */
@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("A vendor's staff with the rights to manage users, clients and realm")
final class VendorStaysStaffIT {

    private static final String STAFF = "assume-accounts";
    private static final String[] MANAGES = {
        "manage-users", "manage-clients", "manage-realm", "manage-organizations", "manage-account-assumption"
    };

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final TestUser victor;

    VendorStaysStaffIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        realm.update(settings -> {
            settings.setScimApiEnabled(true);
            settings.setOrganizationsEnabled(true);
        });
        this.tenant = Tenant.with(realm, browser);
        this.victor = tenant.user("victor", MANAGES);
    }

    static Stream<WayElsewhere> waysElsewhere() {
        return Arrays.stream(WayElsewhere.values()).filter(way -> !way.gives());
    }

    @ParameterizedTest
    @EnumSource
    void do_not_take_the_role_from_themselves(WayToUnprotect way) {
        RoleScene scene = RoleScene.of(realm, victor, victor);
        RoleScene.Deed deed = way.prepare(scene, STAFF);
        assertThat(decided()).as("before").isEqualTo("vendor-may-not-decide");

        RoleScene.Outcome outcome = scene.giverDoes(deed);

        assertStillVendor(victor);
        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, "role-not-yours-to-give"));
    }

    @ParameterizedTest
    @EnumSource
    void do_not_have_a_colleague_take_it(WayToUnprotect way) {
        TestUser colleague = colleague();
        RoleScene scene = RoleScene.of(realm, colleague, victor);
        RoleScene.Deed deed = way.prepare(scene, STAFF);

        RoleScene.Outcome outcome = scene.giverDoes(deed);

        assertStillVendor(colleague);
        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, "role-not-yours-to-give"));
    }

    @ParameterizedTest
    @MethodSource("waysElsewhere")
    void do_not_take_it_by_other_apis(WayElsewhere way) {
        RoleScene scene = RoleScene.of(realm, victor, victor);
        WayElsewhere.Deed deed = way.prepare(scene, STAFF);

        AdminApi.Answer answer = deed.does(scene.elsewhere());

        assertStillVendor(victor);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        notByDefault(scene);
    }

    @ParameterizedTest
    @MethodSource("waysElsewhere")
    void do_not_have_a_colleague_take_it_by_other_apis(WayElsewhere way) {
        TestUser colleague = colleague();
        RoleScene scene = RoleScene.of(realm, colleague, victor);
        WayElsewhere.Deed deed = way.prepare(scene, STAFF);

        AdminApi.Answer answer = deed.does(scene.elsewhere());

        assertStillVendor(colleague);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        notByDefault(scene);
    }

    @ParameterizedTest
    @EnumSource
    void do_not_take_it_in_an_organization(WayInOrganization way) {
        RoleScene scene = RoleScene.of(realm, victor, victor);
        WayInOrganization.Place place = WayInOrganization.place(new RoleScene(realm, "realm-admin"), scene, STAFF);

        AdminApi.Answer answer = way.take(place, scene.elsewhere());

        assertStillVendor(victor);
        assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
    }

    @ParameterizedTest
    @EnumSource
    void do_not_have_a_colleague_take_it_in_an_organization(WayInOrganization way) {
        TestUser colleague = colleague();
        RoleScene scene = RoleScene.of(realm, colleague, victor);
        WayInOrganization.Place place = WayInOrganization.place(new RoleScene(realm, "realm-admin"), scene, STAFF);

        AdminApi.Answer answer = way.take(place, scene.elsewhere());

        assertStillVendor(colleague);
        assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
    }

    /** The vendor makes a user who is no vendor, and gives that user all that Keycloak lets them give. */
    @ParameterizedTest
    @EnumSource
    void do_not_have_a_user_of_their_own_making_take_it(WayToUnprotect way) {
        TestUser puppet = tenant.user("puppet", Arrays.copyOf(MANAGES, MANAGES.length - 1));
        RoleScene scene = RoleScene.of(realm, puppet, victor);
        RoleScene.Deed deed = way.prepare(scene, STAFF);

        RoleScene.Outcome outcome = scene.giverDoes(deed);

        assertStillVendor(puppet);
        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, "role-not-yours-to-give"));
    }

    /** Administrators of users, clients and realm who also decide on grants and are no vendor may. */
    @ParameterizedTest
    @EnumSource(
            value = WayToUnprotect.class,
            names = {"BY_IMPORTING_ANOTHER_ROLE", "BY_IMPORTING_THE_USER_ANEW"},
            mode = EnumSource.Mode.EXCLUDE)
    void lose_it_by_others(WayToUnprotect way) {
        RoleScene scene = RoleScene.of(realm, tenant.user("mary", MANAGES), victor);
        RoleScene.Deed deed = way.prepare(scene, STAFF);
        assertThat(decided()).as("before").isEqualTo("vendor-may-not-decide");

        RoleScene.Outcome outcome = scene.giverDoes(deed);

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(scene.carolHolds(STAFF)).isFalse();
        assertThat(decided()).isEmpty();
    }

    private TestUser colleague() {
        return tenant.user(
                "colleague",
                Stream.concat(Stream.of(STAFF), Arrays.stream(MANAGES)).toArray(String[]::new));
    }

    private void assertStillVendor(TestUser by) {
        assertThat(decided()).isEqualTo("vendor-may-not-decide");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", by.id()))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "role-not-yours-to-give"));
    }

    /** The refusal of a grant by Victor; empty where it is given. */
    private String decided() {
        AdminApi.Answer answer = tenant.api(victor).post(Tenant.GRANTS, tenant.wish("P1D"));
        return answer.status() == 201 ? "" : answer.errorKey();
    }

    private void notByDefault(RoleScene scene) {
        realm.admin()
                .rolesById()
                .deleteComposites(
                        realm.admin().toRepresentation().getDefaultRole().getId(), List.of(scene.role(STAFF)));
    }
}
