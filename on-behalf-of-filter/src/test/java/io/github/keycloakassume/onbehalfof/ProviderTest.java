package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderTest {

    private static final URI ISSUER = URI.create("https://keycloak.example/realms/acme");

    @Test
    void endpointsAreReadFromTheDiscoveryDocument() throws IOException {
        Provider provider = Provider.parse("""
                {"issuer":"https://keycloak.example/realms/acme","token_endpoint":"https://keycloak.example/t","jwks_uri":"http://localhost/k"}""", ISSUER);
        assertThat(provider)
                .isEqualTo(new Provider(URI.create("https://keycloak.example/t"), URI.create("http://localhost/k")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", """
                {"issuer":"https://keycloak.example/realms/other","token_endpoint":"https://a.example/t","jwks_uri":"https://a.example/k"}""", """
                {"issuer":"https://keycloak.example/realms/acme","token_endpoint":"http://a.example/t","jwks_uri":"https://a.example/k"}""", """
                {"issuer":"https://keycloak.example/realms/acme","token_endpoint":"https://a.example/t","jwks_uri":"http://a.example/k"}""", """
                {"issuer":"https://keycloak.example/realms/acme","token_endpoint":"https://a.example/t"}""", """
                {"issuer":"https://keycloak.example/realms/acme","token_endpoint":7,"jwks_uri":"https://a.example/k"}"""})
    void anotherIssuersAndAddressesThatAreNotSafeAreNotUsed(String document) {
        assertThatThrownBy(() -> Provider.parse(document, ISSUER)).isInstanceOf(IOException.class);
    }
}
