package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("What an organization has decided about a member")
final class OrganizationOwnerIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final TestUser olga;

    OrganizationOwnerIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.acme = Organization.in(realm, tenant);
        this.olga = acme.administrator();
    }

    @BeforeEach
    void alice_is_a_member() {
        acme.with(tenant.alice());
    }

    @Test
    void ends_when_the_member_leaves_with_all_that_runs_under_it() {
        String grant = id(decide(acme, olga, "allow"));
        story.assertReaches(tenant.alice(), grant);
        Story.Running running = story.running();

        acme.remove(tenant.alice());

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        assertEnded(grant, "MEMBER_LEFT");
    }

    @Test
    void opens_no_account_of_an_organization_that_has_taken_control_and_granted_nothing() {
        decide(acme, olga, "allow");
        acme.remove(tenant.alice());
        Organization other = inControl(Organization.in(realm, tenant));
        TestUser olaf = other.administrator();

        other.with(tenant.alice());

        story.assertOutOfReach(tenant.alice());
        assertThat(tenant.account(olaf).get(other.at("")).body().path("enabled").asBoolean())
                .isFalse();
        assertThat(tenant.account(tenant.alice())
                        .get("me")
                        .body()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void opens_no_account_that_another_organization_controls_too_until_that_grants_it() {
        Organization other = inControl(Organization.in(realm, tenant));
        TestUser olaf = other.administrator();
        decide(acme, olga, "allow");
        other.with(tenant.alice());
        story.assertOutOfReach(tenant.alice());

        String consent = id(decide(other, olaf, "allow"));
        Story.Running running = story.running();
        story.assertGoesOn(running);
        assertThat(tenant.account(olaf).delete(other.at("/grants/" + consent)).status())
                .isEqualTo(200);

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void keeps_the_vendor_out_only_as_long_as_the_member_stays() {
        String ofRealm = tenant.grantAlice();
        String denial = id(decide(acme, olga, "deny"));
        story.assertOutOfReach(tenant.alice());

        acme.remove(tenant.alice());

        story.assertReaches(tenant.alice(), ofRealm);
        assertEnded(denial, "MEMBER_LEFT");
    }

    @Test
    void lets_no_vendor_in_while_the_organization_is_disabled() {
        String grant = id(decide(acme, olga, "allow"));
        Story.Running running = story.running();

        acme.setEnabled(false);

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        acme.setEnabled(true);
        story.assertReaches(tenant.alice(), grant);
    }

    @Test
    void ends_with_the_organization() {
        String grant = id(decide(acme, olga, "allow"));
        String denial = id(decide(acme, olga, "deny"));
        tenant.account(olga).delete(acme.at("/grants/" + denial));
        Story.Running running = story.running();

        realm.admin().organizations().get(acme.id()).delete().close();

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("ENDED_AT"));
    }

    @Test
    void is_unknown_to_another_organization_of_that_member() {
        Organization other = Organization.in(realm, tenant).with(tenant.alice());
        TestUser olaf = other.administrator();
        String ofRealm = tenant.grantAlice();
        String denial = id(decide(acme, olga, "deny"));
        String grant = id(decide(acme, olga, "allow"));

        for (String foreign : new String[] {denial, grant}) {
            AdminApi own = tenant.account(olaf);
            assertThat(own.get(other.at("/grants/" + foreign)).status()).isEqualTo(404);
            assertThat(own.get(other.at("/grants?after=" + foreign)).status()).isEqualTo(404);
            assertThat(own.delete(other.at("/grants/" + foreign)).status()).isEqualTo(404);
            assertThat(own.put(other.at("/grants/" + foreign), Map.of("duration", "PT1M", "version", 0))
                            .status())
                    .isEqualTo(404);
        }

        assertThat(tenant.account(olaf)
                        .get(other.at(
                                "/grants?scope=user&target=" + tenant.alice().id()))
                        .body()
                        .findValuesAsText("id"))
                .contains(ofRealm)
                .doesNotContain(denial, grant);
        AdminApi.Answer revoked = tenant.account(olaf).delete(other.at("/grants/" + ofRealm));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body().path("stillAllowedBy").toString()).doesNotContain(grant);
        id(decide(other, olaf, "allow"));
        story.assertOutOfReach(tenant.alice());
        assertThat(tenant.account(olga)
                        .get(acme.at("/grants/" + denial))
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void is_listed_to_its_own_administrators_and_says_whose_it_is() {
        String grant = id(decide(acme, olga, "allow"));

        AdminApi own = tenant.account(olga);

        assertThat(own.get(acme.at("/grants")).body().findValuesAsText("id")).contains(grant);
        assertThat(own.get(acme.at("/grants/count")).body().asInt()).isEqualTo(1);
        assertThat(own.get(acme.at("")).body().path("grants").asInt()).isEqualTo(1);
        assertThat(own.get(acme.at("/grants/" + grant)).body().path("owner").toString())
                .isEqualTo("{\"kind\":\"organization\",\"organization\":\"" + acme.id() + "\"}");
    }

    @Test
    void is_shown_as_suspended_while_the_organization_is_disabled_and_counts_nowhere() {
        String grant = id(decide(acme, olga, "allow"));
        String ofRealm = tenant.grant(Map.of("scope", "realm", "duration", "P1D"));
        acme.setEnabled(false);

        assertThat(stateOf(grant)).isEqualTo("suspended");
        assertThat(tenant.account(tenant.alice())
                        .get("me")
                        .body()
                        .path("grants")
                        .asInt())
                .isZero();
        AdminApi.Answer revoked = tenant.revoke(ofRealm);
        assertThat(revoked.body().path("stillAllowedBy").toString()).doesNotContain(grant);
        acme.setEnabled(true);
        assertThat(stateOf(grant)).isEqualTo("active");
        assertThat(tenant.account(tenant.alice())
                        .get("me")
                        .body()
                        .path("grants")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void that_the_realm_had_granted_is_shown_as_suspended_once_an_organization_takes_control() {
        String ofRealm = tenant.grantAlice();

        inControl(acme);

        story.assertOutOfReach(tenant.alice());
        assertThat(stateOf(ofRealm)).isEqualTo("suspended");
        assertThat(tenant.adasApi()
                        .get(Tenant.GRANTS + "?scope=user&target="
                                + tenant.alice().id())
                        .body()
                        .findValuesAsText("state"))
                .containsExactly("suspended");
        assertThat(tenant.account(tenant.alice())
                        .get("me")
                        .body()
                        .path("grants")
                        .asInt())
                .isZero();
    }

    @Test
    void is_read_one_by_one_as_it_is_listed_also_after_the_member_has_left() {
        String grant = id(decide(acme, olga, "allow"));
        acme.remove(tenant.alice());
        AdminApi own = tenant.account(olga);
        assertThat(own.get(acme.at("/grants")).body().findValuesAsText("id")).contains(grant);

        AdminApi.Answer single = own.get(acme.at("/grants/" + grant));

        assertThat(single.status()).isEqualTo(200);
        assertThat(single.body().path("state").asText()).isEqualTo("removed");
    }

    @Test
    void that_denies_stays_the_organizations_when_it_is_brought_back_and_a_grant_becomes_the_realms() {
        String ended = id(decide(acme, olga, "deny"));
        String denial = exported(ended);
        String grant = exported(id(decide(acme, olga, "allow")));
        tenant.account(olga).delete(acme.at("/grants/" + ended));
        tenant.account(olga).delete(acme.at("/control"));

        AdminApi.Answer imported =
                tenant.adasApi().post("account-assumption/import", "{\"grants\":[" + denial + "," + grant + "]}");

        assertThat(imported.status()).as(imported.body().toString()).isEqualTo(200);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id()))
                .filteredOn(row -> !row.containsKey("ENDED_AT") && "DENY".equals(row.get("EFFECT")))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("OWNER_ORGANIZATION_ID", acme.id()));
        story.assertOutOfReach(tenant.alice());
    }

    private String stateOf(String grant) {
        return tenant.adasApi()
                .get(Tenant.GRANTS + "/" + grant)
                .body()
                .path("state")
                .asText();
    }

    /** As an export has it, with an id that is new to the realm. */
    private String exported(String id) {
        for (var copy : tenant.adasApi().get("account-assumption/export").body().path("grants")) {
            if (copy.path("id").asText().equals(id)) {
                return copy.toString().replace(id, java.util.UUID.randomUUID().toString());
            }
        }
        throw new AssertionError(id + " is not exported");
    }

    private AdminApi.Answer decide(Organization organization, TestUser administrator, String effect) {
        Map<String, Object> wish = new HashMap<>(
                Map.of("scope", "user", "user", tenant.alice().id(), "duration", "P1D", "effect", effect));
        return tenant.account(administrator).post(organization.at("/grants"), wish);
    }

    /** It has taken control, by a decision that lets nobody in to Alice. */
    private Organization inControl(Organization organization) {
        TestUser first = tenant.user("first-" + organization.id().substring(0, 8));
        organization.makeAdministrator(first);
        TestUser bob = tenant.user("bob-" + organization.id().substring(0, 8));
        organization.with(bob);
        AdminApi.Answer answer = tenant.account(first)
                .post(organization.at("/grants"), Map.of("scope", "user", "user", bob.id(), "duration", "P1D"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return organization;
    }

    private void assertEnded(String grant, String cause) {
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(
                        row -> assertThat(row).containsEntry("END_CAUSE", cause).containsKey("ENDED_AT"));
        assertThat(tenant.adasApi()
                        .get(Tenant.GRANTS + "/" + grant)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("removed");
        assertThat(rows.of("ASSUME_TRAIL", "ACTION", "GRANT_ENDED"))
                .anySatisfy(row -> assertThat(row.toString()).contains(grant));
    }

    private static String id(AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
