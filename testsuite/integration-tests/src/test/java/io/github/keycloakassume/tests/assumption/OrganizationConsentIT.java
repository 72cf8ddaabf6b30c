package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.StockButton;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("What an organization allows of members whom another one controls too")
final class OrganizationConsentIT {

    private final RealmFixture realm;
    private final Tenant tenant;
    private final Organization acme;
    private final TestUser olga;
    private final Organization beta;
    private final TestUser olaf;
    private final TestUser bob;

    OrganizationConsentIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.tenant = Tenant.with(realm, browser);
        this.acme = Organization.in(realm, tenant);
        this.olga = acme.administrator();
        this.beta = Organization.in(realm, tenant);
        this.olaf = beta.administrator();
        this.bob = tenant.user("bob");
    }

    @BeforeEach
    void alice_and_bob_are_in_both() {
        acme.with(tenant.alice()).with(bob);
        beta.with(tenant.alice()).with(bob);
    }

    @Test
    void is_used_up_by_what_rests_on_the_others_grant() {
        grant(acme, olga, Map.of("maxLifespan", 600));
        grant(beta, olaf, Map.of("maxConcurrent", 1));
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
    void is_asked_for_when_keycloaks_own_button_is_pressed_too() {
        grant(acme, olga, Map.of("maxLifespan", 600));
        grant(beta, olaf, Map.of());

        StockButton.Answer pressed = StockButton.of(tenant.scene(), realm).start(tenant.alice());

        assertThat(pressed.status()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(tenant.scene().app().singleSignOn().accessToken()))
                .containsEntry("sub", tenant.alice().id())
                .containsKey("act");
    }

    private String grant(Organization organization, TestUser administrator, Map<String, Object> terms) {
        Map<String, Object> wish = organization.wish();
        wish.keySet().removeIf(key -> !key.equals("duration"));
        wish.putAll(terms);
        AdminApi.Answer answer = tenant.account(administrator).post(organization.at("/grants"), wish);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
