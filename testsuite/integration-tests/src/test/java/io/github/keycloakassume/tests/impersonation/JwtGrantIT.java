package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A realm that takes the tokens of another as assertions (RFC 7523)")
final class JwtGrantIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;

    private Scene scene;
    private TrustedRealm realms;
    private TestClient asking;

    JwtGrantIT(RealmFixture realm, Browser browser, Keycloak admin) {
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
        TestUser there = realms.own().user("alice-there");
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

    @Test
    void takes_those_of_the_user_himself() {
        TokenAnswer tokens = realm.tokens().password(realms.brokerClient(), scene.alice());

        TokenAnswer answer = assertion(tokens.idToken());

        assertThat(answer.body()).containsKey("access_token");
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
