package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An impersonation that is ended through the Admin API")
final class RevokeIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    RevokeIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void is_over_at_once_everywhere_and_every_application_is_told() {
        Scene scene = Scene.with(realm, browser);
        try (LogoutReceiver receiver = LogoutReceiver.start()) {
            TestClient listening = Scene.app(
                    realm,
                    "revoke-listening-" + scene.number(),
                    client -> client.setAttributes(Map.of("backchannel.logout.url", receiver.url())));
            String id = scene.becomeAlice();
            TokenAnswer tokens = new AppInBrowser(realm, listening, browser.context()).singleSignOn();

            assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status())
                    .isEqualTo(204);

            assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
            assertThat(realm.tokens()
                            .introspect(listening, tokens.accessToken())
                            .body())
                    .containsEntry("active", false);
            assertThat(realm.tokens().refresh(listening, tokens.refreshToken()).error())
                    .isEqualTo("invalid_grant");
            assertThat(receiver.received())
                    .as("the logout token says who acted")
                    .singleElement()
                    .satisfies(token -> assertThat(token)
                            .containsEntry("sub", scene.alice().id())
                            .extractingByKey("act")
                            .isEqualTo(
                                    TokenEndpoint.claims(tokens.accessToken()).get("act")))
                    .satisfies(token -> assertThat(token)
                            .extractingByKey("impersonation", InstanceOfAssertFactories.MAP)
                            .containsEntry("id", id));
            assertRecorded(id, scene.agent());
        }
    }

    @Test
    void stays_ended_when_it_is_ended_again() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status()).isEqualTo(204);

        assertRecorded(id, scene.agent());
    }

    @Test
    void never_starts_if_it_had_not() {
        Scene scene = Scene.with(realm, browser);
        AdminApi.Answer requested = scene.request(scene.alice());
        scene.agentApi()
                .delete(Scene.SESSIONS + "/" + requested.body().path("id").asText());

        scene.page().navigate(requested.body().path("startUrl").asText());

        assertThat(scene.page().content()).contains("has been used already or has expired");
        assertThat(scene.status()).contains("\"impersonating\":false");
    }

    @Test
    void is_unknown_to_anybody_who_is_neither_the_impersonator_nor_may_end_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TestUser other = realm.user("other-agent-" + scene.number(), "impersonation", "manage-users");
        AdminApi others = AdminApi.of(
                realm, realm.tokens().password(scene.client(), other).accessToken());

        AdminApi.Answer answer = others.delete(Scene.SESSIONS + "/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorKey()).isEqualTo("impersonation-not-found");
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @Test
    void may_be_ended_by_whoever_holds_the_role_for_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TestUser guardian = realm.user("guardian-" + scene.number(), "end-impersonations");

        assertThat(api(scene, guardian).delete(Scene.SESSIONS + "/" + id).status())
                .isEqualTo(204);

        assertRecorded(id, guardian);
        assertThat(scene.status()).contains("\"impersonating\":false");
    }

    @Test
    void is_shown_to_whoever_holds_the_role_for_that_but_not_ended_by_him() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        AdminApi watcher = api(scene, realm.user("watcher-" + scene.number(), "view-impersonations"));

        assertThat(watcher.get(Scene.SESSIONS + "/" + id).body().path("reason").asText())
                .isEqualTo(Scene.REASON);
        assertThat(watcher.delete(Scene.SESSIONS + "/" + id).status()).isEqualTo(404);
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @Test
    void is_not_ended_by_an_application_that_may_not_use_the_role_of_its_user() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TestUser guardian = realm.user("scoped-guardian-" + scene.number(), "end-impersonations");
        TestClient narrow = Scene.app(realm, "narrow-" + scene.number(), client -> client.setFullScopeAllowed(false));
        String token = realm.tokens().password(narrow, guardian).accessToken();

        assertThat(AdminApi.of(realm, token).delete(Scene.SESSIONS + "/" + id).status())
                .isEqualTo(404);
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    private AdminApi api(Scene scene, TestUser user) {
        return AdminApi.of(realm, realm.tokens().password(scene.client(), user).accessToken());
    }

    private void assertRecorded(String id, TestUser by) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "REVOKED"));
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .filteredOn(row -> "ENDED".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("DETAIL", "revoked").containsEntry("ACTOR_ID", by.id()));
    }
}
