package io.github.keycloakassume.tests.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.ExchangingClient;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.OpenidClient;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.SpringSecurityClient;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Clients that are none of ours")
final class RealClientsIT {

    /** Each as it comes, with {@code requested_subject} added. */
    enum RealClient {
        SPRING_SECURITY_6,
        SPRING_SECURITY_7,
        NIMBUS,
        OPENID_CLIENT;

        /** Spring Security: {@code OAuth2ErrorResponseErrorHandler}, as RFC 6749 section 5.2 has no other status for refusals. */
        boolean readsErrorsOf400Alone() {
            return this == SPRING_SECURITY_6 || this == SPRING_SECURITY_7;
        }

        ExchangingClient ready() {
            return switch (this) {
                case SPRING_SECURITY_6 -> SpringSecurityClient.version6();
                case SPRING_SECURITY_7 -> SpringSecurityClient.version7();
                case NIMBUS -> new NimbusClient();
                case OPENID_CLIENT -> OpenidClient.install();
            };
        }
    }

    private final Desk desk;

    RealClientsIT(RealmFixture realm, Keycloak admin) {
        RealmSettings.of(realm, admin).change(Map.of("reasonRequired", false));
        desk = Desk.in(realm);
    }

    @ParameterizedTest
    @EnumSource
    void exchange_on_behalf_of_a_user_and_accept_the_result(RealClient client) {
        Map<String, String> result =
                exchange(client, desk.agentToken(), desk.alice().email());

        assertThat(result)
                .containsEntry("sub", desk.alice().id())
                .containsEntry("actor", desk.agent().id())
                .containsEntry("refreshToken", "false");
        assertThat(result.getOrDefault("tokenType", "")).isEqualToIgnoringCase("Bearer");
        if (client == RealClient.OPENID_CLIENT) {
            assertThat(result)
                    .containsEntry("userInfo", desk.alice().username())
                    .containsEntry("userInfoActor", desk.agent().id())
                    .containsEntry("active", "true");
        }
    }

    /** 403 for a user, as Keycloak's V1 answers; 400 for what is wrong with the request. */
    @ParameterizedTest
    @EnumSource
    void understand_a_refusal(RealClient client) {
        Map<String, String> refusedUser = exchange(client, desk.agentToken(), "a user whom there is not");

        if (client.readsErrorsOf400Alone()) {
            assertThat(refusedUser)
                    .containsEntry("error", "invalid_token_response")
                    .containsEntry("status", "403");
            assertThat(refusedUser.getOrDefault("body", "")).contains("\"error\":\"access_denied\"");
        } else {
            assertThat(refusedUser).containsEntry("error", "access_denied");
        }
        assertThat(exchange(
                        client, desk.token(desk.agent(), "openid"), desk.alice().email()))
                .containsEntry("error", "invalid_request");
    }

    private Map<String, String> exchange(RealClient client, String subjectToken, String requestedSubject) {
        return client.ready()
                .exchange(Map.of(
                        "issuer", desk.realm().url().toString(),
                        "clientId", desk.api().clientId(),
                        "clientSecret", desk.api().secret(),
                        "subjectToken", subjectToken,
                        "requestedSubject", requestedSubject));
    }
}
