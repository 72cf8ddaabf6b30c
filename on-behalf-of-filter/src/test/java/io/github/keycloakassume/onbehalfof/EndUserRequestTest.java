package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What speaks for the actor in a standard way is not in the request of the end user. */
final class EndUserRequestTest {

    private final HttpServletRequest request = as(HttpServletRequest.class, (method, name) -> switch (method) {
        case "getHeader" -> "actor's";
        case "getHeaders" -> Collections.enumeration(List.of("actor's"));
        case "getHeaderNames", "getAttributeNames" ->
            Collections.enumeration(List.of(
                    "Proxy-Authorization",
                    "DPoP",
                    "Client-Cert",
                    "Client-Cert-Chain",
                    "Cookie",
                    "X-Forwarded-For",
                    "jakarta.servlet.request.X509Certificate",
                    "jakarta.servlet.request.ssl_session",
                    "jakarta.servlet.request.ssl_session_id",
                    "jakarta.servlet.request.cipher_suite"));
        case "getAttribute" -> "actor's";
        default -> throw new UnsupportedOperationException(method);
    });
    private final HttpServletResponse response = as(HttpServletResponse.class, (method, name) -> {
        throw new UnsupportedOperationException(method);
    });
    private final OnBehalfOf onBehalfOf = new OnBehalfOf(
            new EndUser("alice", "alice", Set.of(), Map.of()),
            new Actor("agent", Optional.empty(), Optional.empty()),
            Optional.empty(),
            "alices-token");
    private final EndUserRequest endUsers = EndUserRequest.as(onBehalfOf, request, response);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Proxy-Authorization",
                "proxy_authorization",
                "DPoP",
                "Client-Cert",
                "client-cert",
                "Client_Cert",
                "Client-Cert-Chain",
                "Cookie"
            })
    void credentialsInHeaders(String name) {
        assertThat(endUsers.getHeader(name)).isNull();
        assertThat(Collections.list(endUsers.getHeaders(name))).isEmpty();
        assertThat(Collections.list(endUsers.getHeaderNames()))
                .containsExactlyInAnyOrder(
                        "Authorization",
                        "X-Forwarded-For",
                        "jakarta.servlet.request.X509Certificate",
                        "jakarta.servlet.request.ssl_session",
                        "jakarta.servlet.request.ssl_session_id",
                        "jakarta.servlet.request.cipher_suite");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.servlet.request.X509Certificate",
                "jakarta.servlet.request.ssl_session",
                "jakarta.servlet.request.ssl_session_id"
            })
    void theCertificateOfTheConnection(String name) {
        assertThat(endUsers.getAttribute(name)).isNull();
        assertThat(Collections.list(endUsers.getAttributeNames()))
                .doesNotContain(name)
                .contains("jakarta.servlet.request.cipher_suite");
        assertThat(EndUserRequest.asUnknown(request, response).getAttribute(name))
                .isNull();
    }

    @Test
    void theRestStays() {
        assertThat(endUsers.getHeader("X-Forwarded-For")).isEqualTo("actor's");
        assertThat(endUsers.getAttribute("jakarta.servlet.request.cipher_suite"))
                .isEqualTo("actor's");
        assertThat(endUsers.getHeader("Authorization")).isEqualTo("Bearer alices-token");
    }

    private interface Answer {
        Object of(String method, String name);
    }

    private static <T> T as(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer.of(method.getName(), arguments == null ? "" : String.valueOf(arguments[0]))));
    }
}
