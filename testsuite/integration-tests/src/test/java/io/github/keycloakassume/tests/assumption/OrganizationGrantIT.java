package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A grant for an organization")
final class OrganizationGrantIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization organization;

    OrganizationGrantIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.organization = Organization.in(realm, tenant);
    }

    @BeforeEach
    void aliceIsIn() {
        organization.with(tenant.alice());
    }

    @Test
    void reaches_its_members_and_nobody_else() {
        String grant = tenant.grant(organization.wish());

        story.assertReaches(tenant.alice(), grant);
        story.assertOutOfReach(tenant.user("bob"));
    }

    @Test
    void reaches_nobody_in_another_organization() {
        Organization other = Organization.in(realm, tenant).with(tenant.user("olaf"));

        tenant.grant(other.wish());

        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void reaches_who_joins_later() {
        String grant = tenant.grant(organization.wish());
        var bob = tenant.user("bob");

        organization.with(bob);

        story.assertReaches(bob, grant);
    }

    @Test
    void lets_go_of_a_member_who_leaves_when_his_tokens_are_to_be_refreshed() {
        tenant.grant(organization.wish());
        Story.Running running = story.running();
        story.assertGoesOn(running);

        organization.remove(tenant.alice());

        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), running.tokens().refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void lets_go_of_a_member_who_leaves_when_an_application_wants_single_sign_on() {
        tenant.grant(organization.wish());
        Story.Running running = story.running();

        organization.remove(tenant.alice());
        tenant.scene().app().open();

        assertThat(tenant.scene().page().url()).doesNotStartWith(AppInBrowser.CALLBACK);
        await().untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", running.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "NO_LONGER_ALLOWED")));
        assertThat(realm.tokens().userInfo(running.tokens().accessToken()).status())
                .isEqualTo(401);
    }

    @Test
    void does_not_start_for_a_member_who_has_left_since_it_was_asked_for() {
        tenant.grant(organization.wish());
        String startUrl = tenant.scene().startUrl();

        organization.remove(tenant.alice());
        tenant.scene().page().navigate(startUrl);
        if (tenant.scene().page().locator("#assume-confirm").isVisible()) {
            tenant.scene().confirm();
        }

        assertThat(tenant.scene().status()).contains("\"impersonating\":false");
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", tenant.alice().id()))
                .allSatisfy(row -> assertThat(row).doesNotContainKey("STARTED_AT"));
    }

    @Test
    void reaches_nobody_while_the_organization_is_switched_off() {
        String grant = tenant.grant(organization.wish());

        organization.setEnabled(false);

        story.assertOutOfReach(tenant.alice());
        organization.setEnabled(true);
        story.assertReaches(tenant.alice(), grant);
    }

    @Test
    void is_given_for_none_that_the_realm_does_not_have() {
        AdminApi.Answer answer = tenant.adasApi()
                .post(
                        Tenant.GRANTS,
                        Map.of(
                                "scope",
                                "organization",
                                "organization",
                                "00000000-0000-4000-8000-000000000000",
                                "duration",
                                "P1D"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorKey()).isEqualTo("organization-not-found");
    }
}
