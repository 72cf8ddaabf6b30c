package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;

@KeycloakTest
@DisplayName("The role that a mapper of a vendor's identity provider gave")
final class MappedRoleIT {

    private static final String STAFF = BrokeredVendor.STAFF;
    private static final Map<String, List<String>> NAMED =
            Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS));

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final TenantSettings settings;
    private final BrokeredVendor vendor;

    MappedRoleIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.vendor = new BrokeredVendor(realm, admin, tenant);
    }

    @AfterEach
    void leaveTheRealmAsItWas() {
        settings.reset();
        vendor.close();
    }

    @Test
    void ends_when_settings_no_longer_name_the_provider_with_what_runs_by_it() {
        AdminApi victor = staff();
        Story.Running running = vendor.becomesAlice(victor);

        settings.reset();

        assertGivesNothing(victor);
        story.assertOver(running);
        assertTakenBack();
    }

    @Test
    void ends_when_the_mapper_is_deleted_with_what_runs_by_it() {
        AdminApi victor = staff();
        Story.Running running = vendor.becomesAlice(victor);

        vendor.provider().delete(mapper().getId());

        assertGivesNothing(victor);
        story.assertOver(running);
        assertTakenBack();
    }

    @Test
    void ends_when_the_mapper_gives_another() {
        AdminApi victor = staff();
        IdentityProviderMapperRepresentation changed = mapper();
        changed.getConfig().put("role", "offline_access");

        vendor.provider().update(changed.getId(), changed);

        assertGivesNothing(victor);
        assertTakenBack();
    }

    @Test
    void ends_with_the_membership_of_the_group_that_has_it() {
        settings.change(NAMED);
        vendor.mapper("oidc-hardcoded-group-idp-mapper", Map.of("group", "/" + vendor.groupOfStaff()));
        AdminApi victor = vendor.login();
        assertThat(vendor.holds(STAFF)).isTrue();

        settings.reset();

        assertGivesNothing(victor);
        assertTakenBack();
        assertThat(realm.admin().users().get(vendor.here()).groups()).isEmpty();
    }

    @Test
    void ends_though_it_was_given_before_it_was_remembered() {
        AdminApi victor = staff();
        realm.forgetMapped(vendor.here());
        assertThat(rows.of("ASSUME_MAPPED_ROLE", "USER_ID", vendor.here())).isEmpty();
        realm.startAgain();

        settings.reset();

        assertTakenBack();
        assertGivesNothing(victor);
        assertThat(rows.of("ASSUME_MAPPED_BEFORE", "USER_ID", vendor.here())).isEmpty();
    }

    @Test
    void ends_with_the_membership_though_that_was_given_before_it_was_remembered() {
        settings.change(NAMED);
        vendor.mapper("oidc-hardcoded-group-idp-mapper", Map.of("group", "/" + vendor.groupOfStaff()));
        AdminApi victor = vendor.login();
        assertThat(vendor.holds(STAFF)).isTrue();
        realm.forgetMapped(vendor.here());
        realm.startAgain();

        settings.reset();

        assertTakenBack();
        assertGivesNothing(victor);
        assertThat(realm.admin().users().get(vendor.here()).groups()).isEmpty();
    }

    /** Keycloak says so by an exception ({@code ReadOnlyException}), which tells of no row. */
    @Test
    void ends_though_it_cannot_be_taken_from_another_user_whose_directory_may_only_be_read() {
        AdminApi victor = staff();
        String storage = realm.federate();
        try {
            TestUser fixed = realm.federatedUser(storage, "fixed-" + UUID.randomUUID(), STAFF);
            realm.map(fixed, String.valueOf(mapped().get("HELD_ID")), TrustedRealm.ALIAS);

            settings.reset();

            assertGivesNothing(victor);
            assertTakenBack();
            assertThat(rows.of("ASSUME_MAPPED_ROLE", "USER_ID", fixed.id())).hasSize(1);
            String token =
                    realm.tokens().password(tenant.scene().client(), fixed).accessToken();
            assertGivesNothing(AdminApi.of(realm, token));
        } finally {
            realm.admin().components().component(storage).remove();
        }
    }

    /** Not taken back, though the provider's mapper gave it once and the trail has that. */
    @Test
    void stays_while_the_provider_is_named_though_it_was_given_before_it_was_remembered() {
        AdminApi victor = staff();
        realm.forgetMapped(vendor.here());

        realm.startAgain();

        assertThat(mapped()).containsEntry("PROVIDER", TrustedRealm.ALIAS);

        assertThat(victor.post(Scene.SESSIONS, wish()).status()).isEqualTo(201);
    }

    @Test
    void does_not_come_back_when_the_provider_is_named_again() {
        AdminApi victor = staff();
        settings.reset();
        assertTakenBack();

        settings.change(NAMED);

        assertGivesNothing(victor);
        assertThat(vendor.holds(STAFF)).isFalse();
    }

    @Test
    void stays_with_who_has_it_from_an_administrator() {
        vendor.login();
        realm.grant(vendor.userHere(), "realm-management", STAFF);
        AdminApi victor = staff();
        assertThat(rows.of("ASSUME_MAPPED_ROLE", "USER_ID", vendor.here())).isEmpty();

        settings.reset();

        assertThat(victor.post(Scene.SESSIONS, wish()).status()).isEqualTo(201);
    }

    /** Victor logs in and is staff, with a grant in force. */
    private AdminApi staff() {
        settings.change(NAMED);
        vendor.staffMapper();
        AdminApi victor = vendor.login();
        tenant.grantAlice();
        AdminApi.Answer allowed = victor.post(Scene.SESSIONS, wish());
        assertThat(allowed.status()).as("%s", allowed.body()).isEqualTo(201);
        return victor;
    }

    /** At once, before anything was taken back. */
    private void assertGivesNothing(AdminApi victor) {
        assertThat(victor.post(Scene.SESSIONS, wish()).status()).isEqualTo(403);
    }

    private void assertTakenBack() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(vendor.holds(STAFF)).isFalse());
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", vendor.here()))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("ACTION", "ROLE_TAKEN")
                        .containsEntry("DETAIL", "assume-accounts of identity provider " + TrustedRealm.ALIAS));
        assertThat(rows.of("ASSUME_MAPPED_ROLE", "USER_ID", vendor.here())).isEmpty();
    }

    /** What is remembered of Victor. */
    private Map<String, Object> mapped() {
        List<Map<String, Object>> mapped = rows.of("ASSUME_MAPPED_ROLE", "USER_ID", vendor.here());
        assertThat(mapped).hasSize(1);
        return mapped.get(0);
    }

    private IdentityProviderMapperRepresentation mapper() {
        return vendor.provider().getMappers().get(0);
    }

    private Map<String, String> wish() {
        return Map.of("user", tenant.alice().username(), "reason", "ticket 42");
    }
}
