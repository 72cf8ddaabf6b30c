package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("Keycloak's own button to impersonate")
final class StockButtonIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    StockButtonIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void answers_in_keycloaks_form_with_a_link_that_starts_it_and_does_nothing_else() {
        Scene scene = Scene.with(realm, browser);

        StockButton.Answer answer = StockButton.of(scene, realm).press(scene.alice());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("sameRealm").asBoolean()).isTrue();
        assertThat(answer.redirect()).startsWith(realm.url() + "/impersonation/start?ticket=");
        assertThat(answer.cookies()).isEmpty();
        assertIsStillTheAgent(scene);
    }

    @Test
    void brings_the_impersonators_name_into_the_tokens_of_applications_entered_afterwards() {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).start(scene.alice());

        Map<String, Object> claims =
                TokenEndpoint.claims(scene.app().singleSignOn().accessToken());

        assertThat(claims)
                .containsEntry("sub", scene.alice().id())
                .containsEntry("act", scene.act())
                .containsKey("impersonation");
    }

    @Test
    void is_in_the_trail_with_a_reason_that_says_so() {
        Scene scene = Scene.with(realm, browser);

        StockButton.of(scene, realm).start(scene.alice());

        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .extracting(row -> row.get("ACTION") + " by " + row.get("ACTOR_NAME") + ": " + row.get("DETAIL"))
                .contains(
                        "REQUESTED by " + scene.agent().username() + ": Admin Console",
                        "STARTED by " + scene.agent().username() + ": Admin Console");
    }

    @Test
    void leaves_the_event_that_keycloak_leaves_and_an_admin_event() {
        Scene scene = Scene.with(realm, browser);

        StockButton.of(scene, realm).start(scene.alice());

        assertThat(realm.admin()
                        .getEvents(List.of("IMPERSONATE"), null, scene.alice().id(), null, null, null, null, null))
                .singleElement()
                .satisfies(event -> assertThat(event.getDetails())
                        .containsEntry("impersonator", scene.agent().username())
                        .containsEntry("impersonator_realm", realm.name()));
        assertThat(realm.admin().getAdminEvents())
                .filteredOn(event -> "IMPERSONATION".equals(event.getResourceType()))
                .filteredOn(event ->
                        scene.agent().id().equals(event.getAuthDetails().getUserId()))
                .singleElement()
                .satisfies(event -> assertThat(event.getRepresentation())
                        .contains(scene.alice().id()));
    }

    @Test
    void can_be_undone() {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).start(scene.alice());
        scene.app().singleSignOn();

        scene.revert();

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKey("act");
    }

    @Test
    void opens_for_the_default_time_and_no_longer(TimeMachine time, Keycloak admin) {
        Scene scene = Scene.with(realm, browser);
        RealmSettings.of(realm, admin).change(Map.of("defaultLifespan", 120));
        StockButton.of(scene, realm).start(scene.alice());
        TokenAnswer tokens = scene.app().singleSignOn();

        time.forward(Duration.ofSeconds(121));

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(scene.app().open().locator("#assume-ended")).isVisible();
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void leads_to_no_form_for_the_users_credentials() {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).start(scene.alice());

        scene.app().openWith("&prompt=login");

        assertThat(scene.page().url()).startsWith(AppInBrowser.CALLBACK).contains("error=login_required");
    }

    /** JAX-RS finds the same method there. */
    @Test
    void is_the_same_with_a_slash_behind() {
        Scene scene = Scene.with(realm, browser);

        StockButton button = StockButton.of(scene, realm);
        StockButton.Answer answer = button.pressAt("/users/" + scene.alice().id() + "/impersonation/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.cookies()).isEmpty();
        button.confirm(answer);
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.alice().id())
                .containsKeys("act", "impersonation");
    }

    @Test
    void pressed_again_for_another_user_leads_on_once_the_browser_has_come_back() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        StockButton button = StockButton.of(scene, realm);
        button.start(scene.alice());
        StockButton.Answer bobs = button.press(bob);

        scene.page().navigate(bobs.redirect());

        assertThat(scene.page().locator("#kc-error-message")).isVisible();
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.alice().id());
        scene.revert();
        button.confirm(bobs);
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", bob.id());
    }

    @Test
    void waits_for_its_confirmation_no_longer_than_any_other_request(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).press(scene.alice());
        assertThat(states(scene)).containsExactly("pending");

        time.forward(Duration.ofMinutes(31));

        assertThat(states(scene)).containsExactly("ended");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    @Test
    void starts_nothing_for_one_who_may_not() {
        Scene scene = Scene.withAgentRoles(realm, browser, "view-users");

        assertRefused(scene, StockButton.of(scene, realm).press(scene.alice()), 403, "impersonation-not-allowed");
    }

    @Test
    void starts_nothing_as_one_who_has_more_rights() {
        Scene scene = Scene.with(realm, browser);
        realm.grant(scene.alice(), "realm-management", "manage-users");

        assertRefused(scene, StockButton.of(scene, realm).press(scene.alice()), 403, "subject-more-privileged");
    }

    @Test
    void starts_nothing_while_impersonating() {
        Scene scene = Scene.with(realm, browser);
        TestUser helper = realm.user("helper-" + scene.number(), "impersonation");
        realm.grant(scene.agent(), "realm-management", "manage-users");
        StockButton.of(scene, realm).start(helper);
        String token = scene.app().singleSignOn().accessToken();

        StockButton.Answer answer = new StockButton(realm, browser.context(), token).press(scene.alice());

        assertThat(answer.errorKey()).isEqualTo("impersonated");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    @Test
    void starts_nothing_for_a_service_account() {
        Scene scene = Scene.with(realm, browser);
        TestClient robot =
                Scene.app(realm, "robot-" + scene.number(), client -> client.setServiceAccountsEnabled(true));
        UserRepresentation account = realm.admin().clients().get(robot.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", "impersonation");
        String token = realm.tokens()
                .token(robot, Map.of("grant_type", "client_credentials"))
                .accessToken();

        StockButton.Answer answer = new StockButton(realm, browser.context(), token).press(scene.alice());

        assertRefused(scene, answer, 400, "no-browser");
    }

    @Test
    void starts_nothing_where_the_login_is_too_old(TimeMachine time, Keycloak admin) {
        Scene scene = Scene.with(realm, browser);
        RealmSettings.of(realm, admin).change(Map.of("stepUpMaxAge", 10));
        time.forward(Duration.ofSeconds(20));

        assertRefused(
                scene, StockButton.of(scene, realm).press(scene.alice()), 401, "insufficient-user-authentication");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void starts_nothing_where_the_realm_wants_a_ticket_that_it_cannot_name(Keycloak admin) {
        Scene scene = Scene.with(realm, browser);
        RealmSettings.of(realm, admin).change(Map.of("ticketPattern", "T-[0-9]+"));

        assertRefused(scene, StockButton.of(scene, realm).press(scene.alice()), 400, "ticket-reference-invalid");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void does_nothing_where_the_realm_does_without_it(Keycloak admin) {
        Scene scene = Scene.with(realm, browser);
        RealmSettings.of(realm, admin).change(Map.of("stockImpersonation", "refuse"));

        assertRefused(scene, StockButton.of(scene, realm).press(scene.alice()), 403, "stock-impersonation-off");
        scene.becomeAlice();
        assertThat(scene.status()).as("our own way").contains("\"impersonating\":true");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    /** When Keycloak commits, the answer is made already, and would be sent with the cookies in it. */
    @Test
    void whose_start_fails_in_the_very_end_leaves_the_administrator_who_they_are() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(StockButton.of(scene, realm).press(scene.alice()).redirect());
        realm.update(representation -> representation.setEventsListeners(List.of("testbed-fails-late")));

        scene.page()
                .waitForResponse(answer -> answer.request().method().equals("POST"), scene::confirm)
                .finished();
        scene.page().waitForLoadState();

        realm.update(representation -> representation.setEventsListeners(List.of("jboss-logging")));
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertIsStillTheAgent(scene);
    }

    private List<String> states(Scene scene) {
        AdminApi admin = AdminApi.of(
                realm, realm.tokens().password(scene.client(), scene.agent()).accessToken());
        return StreamSupport.stream(
                        admin.get(Scene.SESSIONS + "?user=" + scene.alice().id())
                                .body()
                                .spliterator(),
                        false)
                .map(found -> found.path("state").asText())
                .toList();
    }

    private void assertRefused(Scene scene, StockButton.Answer answer, int status, String key) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(answer.cookies()).isEmpty();
        assertIsStillTheAgent(scene);
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", key));
    }

    private void assertIsStillTheAgent(Scene scene) {
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(realm.tokens()
                        .refresh(scene.client(), scene.agentTokens().refreshToken())
                        .status())
                .isEqualTo(200);
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKey("act");
    }
}
