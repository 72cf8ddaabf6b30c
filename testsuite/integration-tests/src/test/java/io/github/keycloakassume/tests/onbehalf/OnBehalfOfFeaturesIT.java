package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(buildOptions = {Features.SCOPES_AND_DOCUMENTS, Features.CERTIFICATES_BY_PROXY})
@DisplayName("With parameterized scopes and fine-grained permissions v2 on, an exchange on behalf of a user")
final class OnBehalfOfFeaturesIT {

    private final RealmFixture realm;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfFeaturesIT(RealmFixture realm) {
        this.realm = realm;
        realm.update(representation -> representation.setAdminPermissionsEnabled(true));
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    /** keycloak#47162, #51488: V1 fails here. */
    @Test
    void gives_the_same() {
        TokenAnswer answer = exchanges.exchange(Map.of("scope", "openid offline_access impersonate"));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act());
        assertThat(String.valueOf(answer.body().get("scope"))).doesNotContain("offline_access", "impersonate");
        assertThat(realm.tokens().userInfo(answer.accessToken()).body())
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act());
    }

    @Test
    void is_refused_for_whom_it_would_be_refused_without() {
        realm.grant(exchanges.alice(), "realm-management", "not-impersonatable");

        assertThat(exchanges.exchange(Map.of()).error()).isEqualTo("access_denied");
    }

    @Test
    void respects_a_consent_that_is_missing() {
        var consenting = realm.admin().clients().get(exchanges.client().id()).toRepresentation();
        consenting.setConsentRequired(true);
        realm.admin().clients().get(exchanges.client().id()).update(consenting);

        TokenAnswer answer = exchanges.exchange(Map.of());

        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .isEmpty();
    }
}
