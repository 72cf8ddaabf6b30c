package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An organization that has taken control")
final class OrganizationControlIT {

    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization organization;
    private final TestUser olga;
    private final TestUser olaf;
    private String ofRealm = "";

    OrganizationControlIT(RealmFixture realm, Browser browser, Rows rows) {
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.organization = Organization.in(realm, tenant);
        this.olga = organization.administrator();
        this.olaf = tenant.user("olaf");
    }

    @BeforeEach
    void the_realm_is_open() {
        organization.with(tenant.alice()).with(olaf);
        ofRealm = tenant.grant(Map.of("scope", "realm", "duration", "P1D"));
    }

    @AfterEach
    void the_realm_is_not_open() {
        tenant.revoke(ofRealm);
    }

    @Test
    void is_closed_to_whom_the_realm_lets_in_from_its_first_decision_on() {
        story.assertReaches(tenant.alice(), ofRealm);
        Story.Running running = story.running();

        takeControl();

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        story.assertReaches(tenant.user("outsider"), ofRealm);
    }

    @Test
    void takes_it_by_a_denial_too() {
        tenant.account(olga).post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"));

        assertRefused(organization.wish());
    }

    @Test
    void takes_it_by_approving_a_request() {
        Map<String, Object> wish = organization.wish();
        wish.put("reason", "ticket 42");
        String request =
                tenant.agentsApi().post(Tenant.REQUESTS, wish).body().path("id").asText();

        tenant.account(olga).post(organization.at("/requests/" + request + "/approve"), Map.of());

        assertRefused(organization.wish());
    }

    @Test
    void is_granted_for_by_no_administrator_of_the_realm() {
        takeControl();

        assertRefused(organization.wish());
        assertRefused(tenant.wish("P1D"));
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void has_its_grants_neither_extended_nor_its_requests_answered_by_the_realm() {
        String grant = organization.grantedBy(olga);
        Map<String, Object> wish = organization.wish();
        wish.put("reason", "ticket 42");
        String request =
                tenant.agentsApi().post(Tenant.REQUESTS, wish).body().path("id").asText();

        AdminApi.Answer extended =
                tenant.adasApi().put(Tenant.GRANTS + "/" + grant, Map.of("duration", "P1Y", "version", 0));
        AdminApi.Answer approved = tenant.adasApi().post(Tenant.REQUESTS + "/" + request + "/approve", Map.of());

        assertThat(extended.errorKey()).isEqualTo("organization-decides-itself");
        assertThat(approved.errorKey()).isEqualTo("organization-decides-itself");
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("VERSION", 0));
        assertThat(rows.of("ASSUME_REQUEST", "ID", request))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("OUTCOME"));
    }

    @Test
    void has_its_denial_lifted_by_nobody_of_the_realm() {
        String denial = tenant.account(olga)
                .post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"))
                .body()
                .path("id")
                .asText();

        AdminApi.Answer answer = tenant.revoke(denial);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("grant-not-yours");
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void is_not_bound_by_what_the_realm_had_granted_for_a_member_alone() {
        tenant.grantAlice();
        takeControl();

        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void may_give_it_back() {
        takeControl();

        AdminApi.Answer given = tenant.account(olga).delete(organization.at("/control"));

        assertThat(given.status()).isEqualTo(204);
        story.assertReaches(tenant.alice(), ofRealm);
        assertThat(tenant.account(olga)
                        .get(organization.at(""))
                        .body()
                        .path("decides")
                        .asText())
                .isEqualTo("realm");
        assertThat(tenant.adasApi().post(Tenant.GRANTS, organization.wish()).status())
                .isEqualTo(201);
    }

    /** By a decision that lets nobody in to Alice. */
    private void takeControl() {
        AdminApi.Answer answer = tenant.account(olga)
                .post(organization.at("/grants"), Map.of("scope", "user", "user", olaf.id(), "duration", "P1D"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    }

    private void assertRefused(Map<String, ?> wish) {
        AdminApi.Answer answer = tenant.adasApi().post(Tenant.GRANTS, wish);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorKey()).isEqualTo("organization-decides-itself");
    }
}
