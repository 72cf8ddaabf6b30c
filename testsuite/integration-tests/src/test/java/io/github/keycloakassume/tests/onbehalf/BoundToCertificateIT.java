package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.ClientCertificate;
import io.github.keycloakassume.testbed.Features;
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
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest(buildOptions = {Features.SCOPES_AND_DOCUMENTS, Features.CERTIFICATES_BY_PROXY})
@DisplayName("An actor's token that is bound to a client's certificate (mTLS)")
final class BoundToCertificateIT {

    private final RealmFixture realm;
    private Exchanges exchanges;
    private TestClient second;
    private ClientCertificate certificate;
    private String bound;

    @SuppressWarnings("NullAway.Init") // set before each test
    BoundToCertificateIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void setTheScene() {
        String name = "certified-" + System.identityHashCode(this);
        exchanges = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience(name))));
        second = Exchanges.client(realm, name, client -> {});
        certificate = ClientCertificate.generate(realm, exchanges.client());
        bindTokensOf(exchanges.client(), true);
        bound = Exchanges.login(exchanges.client(), exchanges.agent(), withIt()).accessToken();
        assertThat(confirmation(bound)).isEqualTo(Map.of("x5t#S256", certificate.thumbprint()));
    }

    @Test
    void is_exchanged_with_it_and_the_new_token_is_bound_to_it_too() {
        TokenAnswer answer = withIt().token(exchanges.client(), parameters());

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act());
        assertThat(confirmation(answer.accessToken())).isEqualTo(confirmation(bound));
    }

    @Test
    void is_not_exchanged_without_it() {
        assertRefused(realm.tokens().token(exchanges.client(), parameters()));
    }

    @Test
    void is_not_exchanged_without_it_though_its_application_need_not_have_one_any_more() {
        bindTokensOf(exchanges.client(), false);

        assertRefused(realm.tokens().token(exchanges.client(), parameters()));
    }

    @Test
    void is_not_exchanged_with_another_certificate() {
        assertRefused(realm.tokens().with(another()).token(exchanges.client(), parameters()));
    }

    /** RFC 7800: as Keycloak's standard exchange. */
    @Test
    void is_not_exchanged_by_another_application_though_it_is_in_its_audience() {
        assertRefused(withIt().token(second, parameters()));
    }

    @Test
    void gives_one_that_userinfo_takes_with_it_alone() {
        String token = onBehalf();

        assertThat(withIt().userInfo(token).body())
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act());
        assertThat(realm.tokens().userInfo(token).status()).isEqualTo(401);
        assertThat(realm.tokens().with(another()).userInfo(token).status()).isEqualTo(401);
    }

    /** Introspection is asked by a resource server, which has seen the certificate itself (RFC 8705 section 3.2). */
    @Test
    void gives_one_of_which_introspection_says_to_what_it_is_bound() {
        assertThat(exchanges.introspect(onBehalf()))
                .containsEntry("active", true)
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("cnf", Map.of("x5t#S256", certificate.thumbprint()));
    }

    /** Keycloak's standard exchange gives an unbound one. */
    @Test
    void is_what_its_application_must_have_so_that_without_it_an_unbound_one_is_exchanged_for_none() {
        String unbound = exchanges.agentTokens().accessToken();
        assertThat(TokenEndpoint.claims(unbound)).doesNotContainKey("cnf");
        Map<String, String> asked = exchanges.parameters(Map.of("subject_token", unbound));

        assertRefused(realm.tokens().token(exchanges.client(), asked));

        TokenAnswer with = withIt().token(exchanges.client(), asked);
        assertThat(confirmation(with.accessToken())).isEqualTo(Map.of("x5t#S256", certificate.thumbprint()));
    }

    @Test
    void is_that_of_a_service_account_too() {
        String service = withIt().token(
                        exchanges.client(), Map.of("grant_type", "client_credentials", "scope", "impersonate"))
                .accessToken();
        Map<String, String> asked = exchanges.parameters(Map.of("subject_token", service));

        assertThat(confirmation(service)).isEqualTo(Map.of("x5t#S256", certificate.thumbprint()));
        assertRefused(realm.tokens().token(exchanges.client(), asked));
    }

    private TokenEndpoint withIt() {
        return realm.tokens().with(certificate);
    }

    private String onBehalf() {
        return withIt().token(
                        exchanges.client(), exchanges.parameters(Map.of("subject_token", bound, "scope", "openid")))
                .accessToken();
    }

    private Map<String, String> parameters() {
        return exchanges.parameters(Map.of("subject_token", bound));
    }

    private ClientCertificate another() {
        return ClientCertificate.generate(realm, second);
    }

    private void bindTokensOf(TestClient client, boolean bind) {
        ClientRepresentation representation =
                realm.admin().clients().get(client.id()).toRepresentation();
        representation.getAttributes().put("tls.client.certificate.bound.access.tokens", String.valueOf(bind));
        realm.admin().clients().get(client.id()).update(representation);
    }

    private static Object confirmation(String token) {
        return TokenEndpoint.claims(token).getOrDefault("cnf", Map.of());
    }

    private void assertRefused(TokenAnswer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .isEmpty();
    }
}
