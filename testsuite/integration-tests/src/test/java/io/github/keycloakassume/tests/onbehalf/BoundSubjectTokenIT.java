package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.DpopKey;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An actor's token that is bound to a key (DPoP)")
final class BoundSubjectTokenIT {

    private final RealmFixture realm;
    private final DpopKey key = DpopKey.generate();
    private Exchanges exchanges;
    private TestClient second;
    private String bound;

    @SuppressWarnings("NullAway.Init") // set before each test
    BoundSubjectTokenIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void setTheScene() {
        String name = "bound-" + System.identityHashCode(this);
        exchanges = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience(name))));
        second = Exchanges.client(realm, name, client -> {});
        bound = realm.tokens()
                .token(
                        exchanges.client(),
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                "openid impersonate",
                                "username",
                                exchanges.agent().username(),
                                "password",
                                exchanges.agent().password()),
                        key)
                .accessToken();
    }

    @Test
    void is_exchanged_with_its_proof_and_the_new_token_is_bound_too() {
        TokenAnswer answer = realm.tokens().token(exchanges.client(), parameters(), key);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body()).containsEntry("token_type", "DPoP");
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("cnf", TokenEndpoint.claims(bound).get("cnf"));
    }

    @Test
    void is_not_exchanged_without_a_proof() {
        assertRefused(realm.tokens().token(exchanges.client(), parameters()));
    }

    @Test
    void is_not_exchanged_with_the_proof_of_another_key() {
        assertRefused(realm.tokens().token(exchanges.client(), parameters(), DpopKey.generate()));
    }

    /** RFC 7800: as Keycloak's standard exchange. */
    @Test
    void is_not_exchanged_by_another_application_though_it_is_in_its_audience() {
        assertRefused(realm.tokens().token(second, parameters(), key));
    }

    private Map<String, String> parameters() {
        return exchanges.parameters(Map.of("subject_token", bound));
    }

    private void assertRefused(TokenAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .isEmpty();
    }
}
