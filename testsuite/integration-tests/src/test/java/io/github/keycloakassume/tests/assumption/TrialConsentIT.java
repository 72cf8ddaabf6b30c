package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("A trial of one organization, of a member whom another one controls,")
final class TrialConsentIT {

    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final Organization beta;
    private final TestUser olaf;
    private final TestUser bob;
    private final AdminApi platform;

    TrialConsentIT(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.acme = Organization.in(realm, tenant);
        this.beta = Organization.in(realm, tenant);
        this.olaf = beta.administrator();
        this.bob = tenant.user("bob");
        this.platform = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
    }

    @BeforeEach
    void acme_is_on_trial() {
        acme.with(tenant.alice()).with(bob);
        beta.with(tenant.alice()).with(bob);
        assertThat(platform.put("account-assumption/trial", Map.of("trial", true, "organization", acme.id()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void lasts_no_longer_than_the_other_allows() {
        betaGrants(Map.of("maxLifespan", 120));

        String id = tenant.scene().becomeAlice();

        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id)).singleElement().satisfies(row -> {
            assertThat(row).containsValue("trial");
            assertThat(at(row, "ENDS_AT") - at(row, "REQUESTED_AT")).isLessThanOrEqualTo(120_000);
        });
    }

    @Test
    void takes_the_places_that_the_other_has_set() {
        betaGrants(Map.of("maxConcurrent", 1));
        TestUser colleague = tenant.user("colleague", "assume-accounts");
        String first = tenant.scene().becomeAlice();

        AdminApi.Answer second =
                tenant.api(colleague).post(Scene.SESSIONS, tenant.scene().wish(bob));

        assertThat(second.status()).as("%s", second.body()).isEqualTo(403);
        assertThat(second.errorKey()).isEqualTo("grant-required");
        tenant.agentsApi().delete(Scene.SESSIONS + "/" + first);
        assertThat(tenant.api(colleague)
                        .post(Scene.SESSIONS, tenant.scene().wish(bob))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void is_over_as_soon_as_the_other_takes_it_back() {
        String consent = betaGrants(Map.of());
        Story.Running running = story.running();

        assertThat(tenant.account(olaf).delete(beta.at("/grants/" + consent)).status())
                .isEqualTo(200);

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
    }

    private String betaGrants(Map<String, ?> terms) {
        Map<String, Object> wish = new HashMap<>(terms);
        wish.put("duration", "P1D");
        AdminApi.Answer answer = tenant.account(olaf).post(beta.at("/grants"), wish);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private static long at(Map<String, Object> row, String column) {
        return Long.parseLong(String.valueOf(row.get(column)));
    }
}
