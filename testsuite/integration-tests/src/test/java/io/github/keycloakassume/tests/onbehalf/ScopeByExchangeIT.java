package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
