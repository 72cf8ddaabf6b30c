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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A realm that takes the tokens of another as assertions (RFC 7523)")
final class JwtGrantIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;
    private final Rows rows;

    private Scene scene;
    private TrustedRealm realms;
    private TestClient asking;
    private TestUser there;

    JwtGrantIT(RealmFixture realm, Browser browser, Keycloak admin, Rows rows) {
        this.rows = rows;
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realms = TrustedRealm.trusting(
                realm, admin, Map.of("jwtAuthorizationGrantEnabled", "true", "allowClientIdAsAudience", "true"));
        realm.admin().clients().get(realms.brokerClient().id()).update(withAppPages(realms.brokerClient()));
        asking = realms.own()
                .client(
                        "asking",
                        client -> client.setAttributes(Map.of(
                                "oauth2.jwt.authorization.grant.enabled",
                                "true",
                                "oauth2.jwt.authorization.grant.idp",
                                TrustedRealm.ALIAS)));
        there = realms.own().user("alice-there");
        realms.link(there, scene.alice());
    }

    @AfterEach
    void removeTheOtherRealm() {
        realm.admin().clients().get(realms.brokerClient().id()).remove();
        realms.close();
    }

    @Test
    void takes_none_of_an_impersonated_session() {
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, realms.brokerClient(), browser.context()).singleSignOn();

        TokenAnswer answer = assertion(tokens.idToken());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("access_denied");
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    /** Such a member makes a token unreadable as one of Keycloak's classes; the grant reads another. */
    @ParameterizedTest
    @ValueSource(strings = {"phone_number_verified", "updated_at"})
    void takes_none_of_an_impersonated_session_that_has_a_claim_of_another_type(String claim) {
        realm.admin()
                .clients()
                .get(realms.brokerClient().id())
                .getProtocolMappers()
                .createMapper(Forgeries.oidc("oidc-hardcoded-claim-mapper", claim, "some text"))
                .close();
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, realms.brokerClient(), browser.context()).singleSignOn();
        assertThat(TokenEndpoint.claims(tokens.idToken())).containsEntry(claim, "some text");

        TokenAnswer answer = assertion(tokens.idToken());

        assertThat(answer.body())
                .containsEntry("error_description", "exchange-while-impersonated")
                .doesNotContainKey("access_token");
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .anySatisfy(row -> assertThat(row).containsEntry("DETAIL", "exchange-while-impersonated"));
    }

    /** Each application is sent one when an impersonation ends; it names the user, and not the impersonator. */
    @Test
    void takes_no_token_that_tells_of_a_logout() {
        try (LogoutReceiver receiver = LogoutReceiver.start()) {
            ClientRepresentation listening = withAppPages(realms.brokerClient());
            listening.setAttributes(
                    Map.of("backchannel.logout.url", receiver.url(), "backchannel.logout.session.required", "false"));
            realm.admin().clients().get(realms.brokerClient().id()).update(listening);
            String id = scene.becomeAlice();
            new AppInBrowser(realm, realms.brokerClient(), browser.context()).singleSignOn();
            scene.agentApi().delete(Scene.SESSIONS + "/" + id);

            TokenAnswer answer = assertion(receiver.tokens().get(0));

            assertThat(receiver.received().get(0))
                    .containsEntry("sub", scene.alice().id());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_grant");
            assertThat(answer.body()).doesNotContainKey("access_token");
        }
    }

    @Test
    void takes_those_of_the_user_himself() {
        TokenAnswer tokens = realm.tokens().password(realms.brokerClient(), scene.alice());

        TokenAnswer answer = assertion(tokens.idToken());

        assertThat(answer.body()).containsKey("access_token");
    }

    /** Keycloak keeps no session of that grant, so no one can say whether a vendor's provider was in between. */
    @Test
    void gives_tokens_that_see_and_do_not_decide() {
        realms.own().grant(there, "realm-management", "manage-account-assumption", "manage-realm");
        TokenAnswer tokens = realm.tokens().password(realms.brokerClient(), scene.alice());
        String token = assertion(tokens.idToken()).accessToken();
        assertThat(TokenEndpoint.claims(token)).doesNotContainKey("sid");
        AdminApi api = AdminApi.of(realms.own(), token);

        AdminApi.Answer seen = api.get("account-assumption/grants");
        AdminApi.Answer decided =
                api.post("account-assumption/grants", Map.of("scope", "user", "user", there.id(), "duration", "PT10M"));

        assertThat(seen.status()).as("%s", seen.body()).isEqualTo(200);
        assertThat(decided.errorKey()).isEqualTo("login-unknown");
        assertThat(decided.status()).isEqualTo(403);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", there.id())).isEmpty();
        assertThat(RealmSettings.of(api).put(Map.of()).errorKey()).isEqualTo("login-unknown");
        assertThat(RealmSettings.of(api).version()).isZero();
    }

    private TokenAnswer assertion(String token) {
        return realms.own()
                .tokens()
                .token(asking, Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", token));
    }

    private ClientRepresentation withAppPages(TestClient client) {
        var representation = realm.admin().clients().get(client.id()).toRepresentation();
        representation.setRedirectUris(List.of(AppPages.address("/*")));
        return representation;
    }
}
