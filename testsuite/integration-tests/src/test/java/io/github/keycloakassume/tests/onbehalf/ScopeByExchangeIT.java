package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.ResourceServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;

@KeycloakTest
@DisplayName("Scope impersonate")
final class ScopeByExchangeIT {

    private final RealmFixture realm;

    ScopeByExchangeIT(RealmFixture realm) {
        this.realm = realm;
    }

    /** The application that was given the token may have been given it for something else. */
    @Test
    void is_not_had_by_the_exchange_of_a_token_without_it() {
        Exchanges exchanges = Exchanges.in(realm);
        String without =
                realm.tokens().password(exchanges.client(), exchanges.agent()).accessToken();

        TokenAnswer exchanged = standard(exchanges, without);

        assertThat(String.valueOf(TokenEndpoint.claims(exchanged.accessToken()).get("scope")))
                .doesNotContain("impersonate");
        assertThat(String.valueOf(exchanged.body().get("scope"))).doesNotContain("impersonate");
        assertThat(exchanges
                        .exchange(Map.of("subject_token", exchanged.accessToken()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void is_kept_by_the_exchange_of_a_token_that_has_it() {
        Exchanges exchanges = Exchanges.in(realm);

        TokenAnswer exchanged = standard(exchanges, exchanges.agentTokens().accessToken());

        assertThat(String.valueOf(TokenEndpoint.claims(exchanged.accessToken()).get("scope")))
                .contains("impersonate");
    }

    /** Keycloak makes permissions in the client session of the resource server, with the scopes of that. */
    @Test
    void is_not_had_by_permissions_of_a_resource_server_that_has_it() {
        Exchanges exchanges = Exchanges.in(realm);
        TestClient without = realm.client(
                "without-" + exchanges.number(),
                client -> client.setAttributes(Map.of("standard.token.exchange.enabled", "true")));
        ResourceServer server =
                ResourceServer.in(realm, "resources-for-" + without.clientId(), PolicyEnforcementMode.PERMISSIVE);
        realm.admin().clients().get(server.client().id()).addDefaultClientScope(Exchanges.scope(realm));
        String idToken = realm.tokens()
                .token(
                        without,
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                "openid",
                                "username",
                                exchanges.agent().username(),
                                "password",
                                exchanges.agent().password()))
                .idToken();

        TokenAnswer permissions = server.ask(
                without,
                Map.of(
                        "claim_token",
                        idToken,
                        "claim_token_format",
                        "http://openid.net/specs/openid-connect-core-1_0.html#IDToken",
                        "audience",
                        server.client().clientId(),
                        "permission",
                        "invoices"));

        assertThat(permissions.status()).as("%s", permissions.body()).isEqualTo(200);
        assertThat(String.valueOf(
                        TokenEndpoint.claims(permissions.accessToken()).get("scope")))
                .doesNotContain("impersonate");
        assertThat(exchanges
                        .exchangeAt(without, Map.of("subject_token", permissions.accessToken()))
                        .body())
                .doesNotContainKey("access_token");
    }

    /** It would pass for that of a person: the realm's settings for service accounts would not count. */
    @Test
    void is_of_no_use_in_a_token_of_a_service_account_that_another_application_has_exchanged() {
        Exchanges exchanges = Exchanges.in(realm);
        TestClient robot = Exchanges.client(realm, "robot-with-sessions-" + exchanges.number(), client -> {
            client.setAttributes(
                    Map.of("standard.token.exchange.enabled", "true", "client_credentials.use_refresh_token", "true"));
            client.setProtocolMappers(
                    List.of(RealmFixture.audience(exchanges.client().clientId())));
        });
        String own = exchanges.serviceToken(robot);
        assertThat(exchanges.exchangeAt(robot, Map.of("subject_token", own)).status())
                .isEqualTo(200);
        String exchanged = standard(exchanges, own).accessToken();

        TokenAnswer answer = exchanges.exchange(Map.of("subject_token", exchanged));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    @Test
    void is_of_no_use_to_an_application_that_changes_itself() {
        String name = "registered-requester";
        Exchanges exchanges = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience(name))));
        TestClient requester =
                realm.client(name, client -> client.setAttributes(Map.of("standard.token.exchange.enabled", "true")));
        String token = exchanges.login(exchanges.client(), exchanges.agent()).accessToken();
        assertThat(exchanges
                        .exchangeAt(requester, Map.of("subject_token", token))
                        .status())
                .isEqualTo(200);

        realm.admin().clients().get(requester.id()).regenerateRegistrationAccessToken();

        TokenAnswer answer = exchanges.exchangeAt(requester, Map.of("subject_token", token));
        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    private TokenAnswer standard(Exchanges exchanges, String token) {
        return realm.tokens()
                .token(
                        exchanges.client(),
                        Map.of(
                                "grant_type",
                                Exchanges.GRANT,
                                "subject_token",
                                token,
                                "subject_token_type",
                                Exchanges.TYPE + "access_token",
                                "scope",
                                "openid impersonate"));
    }
}
