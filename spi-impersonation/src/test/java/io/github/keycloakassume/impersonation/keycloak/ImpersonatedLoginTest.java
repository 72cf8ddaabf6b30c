package io.github.keycloakassume.impersonation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.sessions.AuthenticationSessionModel;

@DisplayName("A login of an impersonated session")
final class ImpersonatedLoginTest {

    /** {@code LoginGuard} answers all others with {@code application-closed}. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"openid-connect, true", "saml, true", "docker-v2, false", "oid4vc, false", "cas, false", ", false"})
    void is_let_in_only_by_protocols_whose_answers_say_who_acts(@Nullable String protocol, boolean sealed) {
        AuthenticationSessionModel login = answering(
                AuthenticationSessionModel.class, protocol == null ? Map.of() : Map.of("getProtocol", protocol));
        AuthenticationFlowContext context =
                answering(AuthenticationFlowContext.class, Map.of("getAuthenticationSession", login));

        assertThat(new ImpersonatedLogin(context).isSealed()).isEqualTo(sealed);
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
