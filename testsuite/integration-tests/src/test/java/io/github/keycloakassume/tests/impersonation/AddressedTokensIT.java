package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("Another realm that makes tokens of those of this one (RFC 7523)")
final class AddressedTokensIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;

    AddressedTokensIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @ParameterizedTest
    @EnumSource
    void gets_none_of_an_impersonated_session_that_is_addressed_to_it(WayToAnotherRealm way, Rows rows) {
        try (Addressed there = addressed(way)) {
            assertThat(tokensOf(realm.tokens()
                            .password(there.client(), there.scene().alice())))
                    .as("of the user's own tokens it makes one")
                    .anyMatch(there::isTaken);
            String id = there.scene().becomeAlice();

            RedirectAnswer answer = there.logIn();

            List<String> tokens =
                    answer.parameters().containsKey("code") ? tokensOf(there.exchange(answer)) : List.of();
            assertThat(tokens).noneMatch(there::isTaken);
            assertThat(tokens).noneMatch(there::isAddressed);
            assertThat(tokens.isEmpty()).isEqualTo(way.isByTheClientItself());
            if (tokens.isEmpty()) {
                assertThat(answer.error()).isEqualTo("access_denied");
                assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                        .extracting(row -> row.get("DETAIL"))
                        .contains("application-closed");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ITS_ADDRESS_AS_CLIENT_ID", "ITS_ADDRESS_AS_AUDIENCE"})
    void is_named_where_the_settings_name_the_client(WayToAnotherRealm way) {
        try (Addressed there = addressed(way)) {
            RealmSettings.of(realm, admin)
                    .change(Map.of("trustedBrokers", List.of(there.client().clientId())));
            there.scene().becomeAlice();

            TokenAnswer tokens = there.exchange(there.logIn());

            assertThat(tokensOf(tokens))
                    .allSatisfy(token -> assertThat(TokenEndpoint.claims(token)).containsKey("act"))
                    .anyMatch(there::isAddressed);
        }
    }

    private Addressed addressed(WayToAnotherRealm way) {
        Scene scene = Scene.with(realm, browser);
        TrustedRealm realms = TrustedRealm.trusting(realm, admin, way.provider());
        TestClient asking = realms.own()
                .client(
                        "asking",
                        asked -> asked.setAttributes(Map.of(
                                "oauth2.jwt.authorization.grant.enabled",
                                "true",
                                "oauth2.jwt.authorization.grant.idp",
                                TrustedRealm.ALIAS)));
        realms.link(realms.own().user("alice-there"), scene.alice());
        TestClient client = way.client(realms);
        return new Addressed(scene, realms, client, asking, new AppInBrowser(realm, client, browser.context()));
    }

    private static List<String> tokensOf(TokenAnswer answer) {
        return List.of(answer.idToken(), answer.accessToken());
    }

    /**
     * The other realm, and a client of this one.
     *
     * @param asking the client of the other realm that brings it tokens of this one
     */
    private record Addressed(
            Scene scene, TrustedRealm realms, TestClient client, TestClient asking, AppInBrowser inBrowser)
            implements AutoCloseable {

        RedirectAnswer logIn() {
            return inBrowser.ask("response_type=code&scope=openid");
        }

        TokenAnswer exchange(RedirectAnswer answer) {
            return inBrowser.exchange(answer.code());
        }

        boolean isTaken(String token) {
            return realms.own()
                    .tokens()
                    .token(
                            asking,
                            Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", token))
                    .body()
                    .containsKey("access_token");
        }

        boolean isAddressed(String token) {
            String audience = String.valueOf(TokenEndpoint.claims(token).get("aud"));
            return audience.contains(realms.own().url().toString()) || audience.contains(TrustedRealm.BROKER);
        }

        @Override
        public void close() {
            ClientsResource clients = realms.trusted().admin().clients();
            Stream.of(TrustedRealm.BROKER, client.clientId())
                    .flatMap(left -> clients.findByClientId(left).stream())
                    .map(ClientRepresentation::getId)
                    .forEach(left -> clients.get(left).remove());
            realms.close();
        }
    }
}
