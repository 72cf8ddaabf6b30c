package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An impersonated caller")
final class ImpersonatedCallerIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Browser browser;

    ImpersonatedCallerIT(RealmFixture realm, Rows rows, Browser browser) {
        this.realm = realm;
        this.rows = rows;
        this.browser = browser;
    }

    /** An administrator who becomes another administrator, no more privileged than himself. */
    private static final class Admins {

        private final RealmFixture realm;
        private final Scene scene;
        private final TestUser helper;

        Admins(RealmFixture realm, Browser browser) {
            this.realm = realm;
            this.scene = Scene.withAgentRoles(realm, browser, "impersonation", "view-users", "manage-users");
            this.helper = realm.user("helper-" + scene.number(), "impersonation", "view-users", "manage-users");
        }

        AdminApi asHelperHimself() {
            return AdminApi.of(
                    realm, realm.tokens().password(scene.client(), helper).accessToken());
        }

        AdminApi asImpersonatedHelper() {
            scene.become(helper);
            return AdminApi.of(realm, scene.app().singleSignOn().accessToken());
        }
    }

    private Admins admins;

    @BeforeEach
    void setTheScene() {
        admins = new Admins(realm, browser);
    }

    @Test
    void cannot_use_the_admin_api_where_the_user_himself_can() {
        assertThat(admins.asHelperHimself().get("users").status()).isEqualTo(200);
        AdminApi impersonated = admins.asImpersonatedHelper();

        for (String path : new String[] {"users", "clients", "", "impersonation/sessions/some-id"}) {
            AdminApi.Answer answer = impersonated.get(path);
            assertThat(answer.status()).as("GET %s", path).isEqualTo(403);
            assertThat(answer.errorKey()).as("GET %s", path).isEqualTo("impersonated");
        }
    }

    @Test
    void changes_nothing_through_the_admin_api() {
        AdminApi impersonated = admins.asImpersonatedHelper();
        String alice = admins.scene.alice().id();

        AdminApi.Answer answer = impersonated.delete("users/" + alice);

        assertThat(answer.errorKey()).isEqualTo("impersonated");
        assertThat(realm.admin().users().get(alice).toRepresentation().isEnabled())
                .isTrue();
    }

    @Test
    void cannot_impersonate_further() {
        AdminApi impersonated = admins.asImpersonatedHelper();

        AdminApi.Answer answer = impersonated.post(Scene.SESSIONS, admins.scene.wish(admins.scene.alice()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("impersonated");
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION",
                        "SUBJECT_ID",
                        admins.scene.alice().id()))
                .isEmpty();
    }

    @Test
    void leaves_a_trail_entry_that_names_the_real_person() {
        AdminApi impersonated = admins.asImpersonatedHelper();

        impersonated.get("users");

        assertThat(rows.of("ASSUME_TRAIL", "DETAIL", "impersonated").stream()
                        .filter(row -> admins.scene.agent().id().equals(row.get("ACTOR_ID"))))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("SUBJECT_ID", admins.helper.id()));
    }

    @Test
    void cannot_start_another_impersonation_in_the_browser() {
        String prepared = admins.scene.startUrl();
        admins.asImpersonatedHelper();

        admins.scene.page().navigate(prepared);

        assertThat(admins.scene.page().locator("#kc-error-message"))
                .containsText("already using this browser as somebody");
        assertThat(admins.scene.page().locator("#assume-confirm")).hasCount(0);
    }

    @Test
    void may_ask_for_the_status_and_come_back() {
        admins.asImpersonatedHelper();

        assertThat(admins.scene.status()).contains("\"impersonating\":true");
        admins.scene.revert();
        assertThat(admins.scene.status()).isEqualTo("{\"impersonating\":false}");
        assertThat(admins.scene.agentApi().get("users").status()).isEqualTo(200);
    }

    @Test
    void of_the_admin_consoles_own_button_is_refused_just_the_same() {
        AdminApi agent = admins.scene.agentApi();
        AdminApi.Answer stock = agent.post("users/" + admins.helper.id() + "/impersonation", Map.of());
        assertThat(stock.status()).isEqualTo(200);
        for (String line : stock.response().headers().allValues("Set-Cookie")) {
            StockCookie.of(line).ifPresent(cookie -> cookie.putInto(browser.context(), realm));
        }

        AdminApi impersonated =
                AdminApi.of(realm, admins.scene.app().singleSignOn().accessToken());

        assertThat(impersonated.get("users").errorKey()).isEqualTo("impersonated");
    }
}
