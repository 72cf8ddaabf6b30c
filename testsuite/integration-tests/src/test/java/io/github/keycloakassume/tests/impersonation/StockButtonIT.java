package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void answers_as_keycloak_would() {
        Scene scene = Scene.with(realm, browser);

        StockButton.Answer answer = StockButton.of(scene, realm).press(scene.alice());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("sameRealm").asBoolean()).isTrue();
        assertThat(answer.body().path("redirect").asText()).isEqualTo(realm.url() + "/account/");
    }

    @Test
    void brings_the_impersonators_name_into_the_tokens_of_applications_entered_afterwards() {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).press(scene.alice());

        Map<String, Object> claims =
                TokenEndpoint.claims(scene.app().singleSignOn().accessToken());

        assertThat(claims)
                .containsEntry("sub", scene.alice().id())
                .containsEntry(
                        "act",
                        Map.of(
                                "sub", scene.agent().id(),
                                "iss", realm.url().toString(),
                                "preferred_username", scene.agent().username()))
                .containsKey("impersonation");
    }

    @Test
    void is_in_the_trail_with_a_reason_that_says_so() {
        Scene scene = Scene.with(realm, browser);

        StockButton.of(scene, realm).press(scene.alice());

        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .extracting(row -> row.get("ACTION") + " by " + row.get("ACTOR_NAME") + ": " + row.get("DETAIL"))
                .containsExactlyInAnyOrder(
                        "REQUESTED by " + scene.agent().username() + ": Admin Console",
                        "STARTED by " + scene.agent().username() + ": Admin Console");
    }

    @Test
    void leaves_the_event_that_keycloak_leaves_and_an_admin_event() {
        Scene scene = Scene.with(realm, browser);

        StockButton.of(scene, realm).press(scene.alice());

        assertThat(realm.admin()
                        .getEvents(List.of("IMPERSONATE"), null, scene.alice().id(), null, null, null, null, null))
                .singleElement()
                .satisfies(event -> assertThat(event.getDetails())
                        .containsEntry("impersonator", scene.agent().username())
                        .containsEntry("impersonator_realm", realm.name()));
        assertThat(realm.admin().getAdminEvents())
                .anySatisfy(event -> assertThat(event.getRepresentation())
                        .contains(scene.alice().id()));
    }

    @Test
    void can_be_undone() {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).press(scene.alice());
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
    void opens_for_the_default_time_and_no_longer(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).press(scene.alice());
        TokenAnswer tokens = scene.app().singleSignOn();

        time.forward(Duration.ofSeconds(1801));

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(scene.app().open().locator("#assume-ended")).isVisible();
    }

    @Test
    void leads_to_no_form_for_the_users_credentials() {
        Scene scene = Scene.with(realm, browser);
        StockButton.of(scene, realm).press(scene.alice());

        scene.app().openWith("&prompt=login");

        assertThat(scene.page().url()).startsWith(AppInBrowser.CALLBACK).contains("error=login_required");
    }

    /** JAX-RS finds the same method there. */
    @ParameterizedTest
    @ValueSource(strings = {"/users/%s/impersonation/", "/users/%s;a=b/impersonation;c", "//users//%s/impersonation"})
    void is_the_same_under_every_path_that_leads_to_it(String path) {
        Scene scene = Scene.with(realm, browser);

        StockButton.Answer answer = StockButton.of(scene, realm)
                .pressAt(String.format(path, scene.alice().id()));

        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .hasSameSizeAs(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()));
        assertThat(answer.cookies().isEmpty()).isEqualTo(answer.status() != 200);
        assertThat(scene.agentApi().get("users").status()).as("himself").isNotEqualTo(401);
    }

    @Test
    void pressed_again_for_somebody_else_ends_the_first() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        StockButton button = StockButton.of(scene, realm);
        button.press(scene.alice());
        TokenAnswer alices = scene.app().singleSignOn();

        assertThat(button.press(bob).status()).isEqualTo(200);

        assertThat(realm.tokens().refresh(scene.client(), alices.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", bob.id());
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "REVOKED"));
        scene.revert();
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }
}
