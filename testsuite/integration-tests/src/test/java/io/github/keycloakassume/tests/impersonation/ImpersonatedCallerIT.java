package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.DpopKey;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        for (String path : new String[] {
            "users", "clients", "", "impersonation/sessions/some-id", "roles/a%0Ab", "roles/a%E2%80%A8b"
        }) {
            AdminApi.Answer answer = impersonated.get(path);
            assertThat(answer.status()).as("GET %s", path).isEqualTo(403);
            assertThat(answer.errorKey()).as("GET %s", path).isEqualTo("impersonated");
        }
    }

    /** A lightweight token brings the user's own roles; Keycloak takes one with dots behind it for the same token. */
    @ParameterizedTest(name = "with \"{0}\" behind the token")
    @ValueSource(strings = {"", ".", "..."})
    void cannot_use_the_admin_api_however_the_token_is_written(String behind) {
        TestClient light = Scene.app(
                realm,
                "light-" + admins.scene.number(),
                client -> client.setAttributes(Map.of("client.use.lightweight.access.token.enabled", "true")));
        admins.scene.become(admins.helper);
        AdminApi impersonated = AdminApi.of(
                realm,
                new AppInBrowser(realm, light, browser.context()).singleSignOn().accessToken() + behind);
        String alice = admins.scene.alice().id();

        for (AdminApi.Answer answer : List.of(
                impersonated.get("users"),
                impersonated.delete("users/" + alice),
                impersonated.get("impersonation/sessions"),
                impersonated.put("impersonation/settings", Map.of("defaultLifespan", 600)))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.errorKey()).isEqualTo("impersonated");
        }
        assertThat(realm.admin().users().get(alice).toRepresentation().isEnabled())
                .isTrue();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", admins.helper.id()))
                .anySatisfy(row -> assertThat(row).containsEntry("DETAIL", "impersonated"));
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
    void cannot_start_another_impersonation_in_the_browser_with_or_without_a_good_ticket() {
        String prepared = admins.scene.startUrl();
        admins.asImpersonatedHelper();

        admins.scene.page().navigate(realm.url() + "/impersonation/start?ticket=guessed");
        assertThat(admins.scene.page().locator("#kc-error-message")).containsText("already acts as another user");
        admins.scene.page().navigate(prepared);

        assertThat(admins.scene.page().locator("#kc-error-message")).containsText("already acts as another user");
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
        StockButton.of(admins.scene, realm).start(admins.helper);

        AdminApi impersonated =
                AdminApi.of(realm, admins.scene.app().singleSignOn().accessToken());

        assertThat(impersonated.get("users").errorKey()).isEqualTo("impersonated");
    }

    @Test
    void is_refused_with_a_token_that_is_bound_to_a_key_too() {
        admins.scene.become(admins.helper);
        DpopKey key = DpopKey.generate();
        String token = admins.scene.app().singleSignOn(key).accessToken();
        assertThat(TokenEndpoint.claims(token)).containsKeys("cnf", "act");
        String username = "planted-" + admins.scene.number();

        AdminApi.Answer answer =
                AdminApi.withProof(realm, token, key).post("users", Map.of("username", username, "enabled", true));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("impersonated");
        assertThat(realm.admin().users().searchByUsername(username, true)).isEmpty();
    }

    @Test
    void cannot_register_a_client_that_would_outlive_the_time_box() {
        TestUser keeper = realm.user("keeper-" + admins.scene.number(), "manage-clients");
        realm.grant(admins.scene.agent(), "realm-management", "manage-clients");
        String own = realm.tokens().password(admins.scene.client(), keeper).accessToken();
        assertThat(realm.registerClient(own, "own-" + admins.scene.number())).isEqualTo(201);

        admins.scene.become(keeper);
        String impersonated = admins.scene.app().singleSignOn().accessToken();

        String planted = "planted-" + admins.scene.number();
        assertThat(realm.registerClient(impersonated, planted)).isEqualTo(403);
        assertThat(realm.admin().clients().findByClientId(planted)).isEmpty();
    }

    @Test
    void has_no_administration_role_in_his_tokens() {
        String own =
                realm.tokens().password(admins.scene.client(), admins.helper).accessToken();
        assertThat(String.valueOf(TokenEndpoint.claims(own).get("resource_access")))
                .contains("realm-management");

        admins.scene.become(admins.helper);
        String impersonated = admins.scene.app().singleSignOn().accessToken();

        assertThat(String.valueOf(TokenEndpoint.claims(impersonated).get("resource_access")))
                .doesNotContain("realm-management");
        assertThat(String.valueOf(realm.tokens()
                        .introspect(admins.scene.client(), impersonated)
                        .body()
                        .get("resource_access")))
                .doesNotContain("realm-management");
    }
}
