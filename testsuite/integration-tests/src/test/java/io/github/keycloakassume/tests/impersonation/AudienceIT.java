package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("The audience of an impersonated session")
final class AudienceIT {

    private static final String RESOURCE_SERVER = "https://invoices.example";

    /** Spelled as no Keycloak spells it, and as some receiver may. */
    private static final List<String> REALMS = List.of(
            "https://sso.example/realms/acme",
            "https://sso.example/auth/realms/acme/protocol/openid-connect/token",
            "HTTPS://SSO.example:443/Realms/acme/",
            "https://sso.example/%72ealms/acme");

    private final RealmFixture realm;
    private final Browser browser;

    AudienceIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_the_application_alone_in_id_tokens_and_no_realm_in_access_tokens() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = client(scene);
        scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.idToken())).containsEntry("aud", client.clientId());
        assertResourceServersAlone(tokens.accessToken(), client);
        TokenAnswer refreshed = realm.tokens().refresh(client, tokens.refreshToken());
        assertThat(TokenEndpoint.claims(refreshed.idToken())).containsEntry("aud", client.clientId());
        assertResourceServersAlone(refreshed.accessToken(), client);
    }

    @Test
    void is_no_realm_in_tokens_of_the_hybrid_flow() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = client(scene);
        scene.becomeAlice();

        RedirectAnswer answer = new AppInBrowser(realm, client, browser.context())
                .ask("response_type=code%20token%20id_token&scope=openid&nonce=n");

        assertThat(TokenEndpoint.claims(answer.idToken())).containsEntry("aud", client.clientId());
        assertResourceServersAlone(answer.accessToken(), client);
    }

    @Test
    void is_no_realm_in_introspection_and_userinfo() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = client(scene);
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        TokenAnswer introspected = realm.tokens().introspectAsJwt(client, tokens.accessToken());
        TokenAnswer refreshToken = realm.tokens().introspectRefreshTokenAsJwt(client, tokens.refreshToken());
        String userInfo = realm.tokens().userInfoAsJwt(tokens.accessToken());

        assertResourceServersAlone(String.valueOf(introspected.body().get("jwt")), client);
        assertThat(String.valueOf(introspected.body().get("aud")))
                .contains(RESOURCE_SERVER)
                .doesNotContainIgnoringCase("acme");
        assertThat(String.valueOf(
                        TokenEndpoint.claims(String.valueOf(refreshToken.body().get("jwt")))
                                .get("aud")))
                .doesNotContain("realms");
        assertThat(TokenEndpoint.claims(userInfo)).containsEntry("aud", client.clientId());
    }

    @Test
    void is_what_mappers_say_in_the_users_own_session() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = client(scene);

        TokenAnswer tokens = realm.tokens().password(client, scene.alice());

        List<String> audiences = new ArrayList<>(REALMS);
        audiences.addAll(List.of(RESOURCE_SERVER, client.clientId()));
        assertThat(TokenEndpoint.claims(tokens.idToken()).get("aud"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(audiences);
        assertThat(TokenEndpoint.claims(tokens.accessToken()).get("aud"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsAll(REALMS);
    }

    private static void assertResourceServersAlone(String token, TestClient client) {
        assertThat(TokenEndpoint.claims(token).get("aud"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(RESOURCE_SERVER, client.clientId());
    }

    private TestClient client(Scene scene) {
        return Scene.app(realm, "addressing-" + scene.number(), client -> {
            client.setFullScopeAllowed(false);
            client.setImplicitFlowEnabled(true);
            client.setAttributes(Map.of(
                    "client.introspection.response.allow.jwt.claim.enabled",
                    "true",
                    "user.info.response.signature.alg",
                    "RS256"));
            REALMS.forEach(address -> add(client, address));
            add(client, RESOURCE_SERVER);
        });
    }

    private static void add(ClientRepresentation client, String audience) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(audience);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of(
                "included.custom.audience",
                audience,
                "access.token.claim",
                "true",
                "id.token.claim",
                "true",
                "introspection.token.claim",
                "true",
                "userinfo.token.claim",
                "true"));
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>(client.getProtocolMappers());
        mappers.add(mapper);
        client.setProtocolMappers(mappers);
    }
}
