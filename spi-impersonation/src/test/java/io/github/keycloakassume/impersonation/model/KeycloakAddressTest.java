package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An address")
final class KeycloakAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sso.example/realms/acme",
                "https://sso.example/realms/acme/",
                "HTTPS://SSO.EXAMPLE:443/REALMS/acme",
                "https://sso.example/auth/realms/acme",
                "https://sso.example/realms/acme/protocol/openid-connect/token",
                "https://sso.example/realms/acme/broker/ours/endpoint",
                "https://sso.example/%72ealms/acme",
                "https://sso.example/%2572ealms/acme",
                "https://sso.example/realms;a=b/acme",
                "https://sso.example//realms//acme",
                "https://sso.example/realms%2Facme",
                "https://sso.example/./realms/x/../acme",
                "https://sso.example\\realms\\acme",
                " https://sso.example/ realms/acme",
                "https://sso.example/realms/a%20b",
                "https://sso.example/realms/100%"
            })
    void of_a_realm_is_known_however_it_is_spelled(String address) {
        assertThat(KeycloakAddress.isOfRealm(address)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "acme-web",
                "realms",
                "https://app.example",
                "https://app.example/realms",
                "https://app.example/realms/",
                "https://app.example/realmsofmagic/acme",
                "https://app.example/realms/../acme",
                "urn:example:realms:acme",
                "account",
                "100% acme+"
            })
    void of_anything_else_is_of_no_realm(String address) {
        assertThat(KeycloakAddress.isOfRealm(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sso.example/realms/acme/broker/ours/endpoint",
                "https://sso.example/realms/acme/broker/ours/endpoint/clients/x",
                "https://sso.example/realms/acme/broker/ours/endpoint?x=y",
                "https://sso.example/realms/acme/broker/ours/endpoint;x=y",
                "https://sso.example/realms;x/acme;x/broker;x/ours;x/endpoint",
                "https://sso.example/realms/acme/brok%65r/ours/endpoint",
                "https://sso.example/realms/acme/x/../broker/ours/endpoint",
                "+##https://sso.example/realms/acme/broker/ours/endpoint##https://app.example"
            })
    void of_a_broker_is_known_wherever_it_stands(String address) {
        assertThat(KeycloakAddress.isOfBroker(address)).isTrue();
        assertThat(KeycloakAddress.allowsBroker(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sso.example/realms/*",
                "https://sso.example/realms/ac*",
                "https://sso.example/realms/acme*",
                "https://sso.example/realms/acme/*",
                "https://sso.example/realms/acme/bro*",
                "https://sso.example/realms/acme/broker/ours/*",
                "https://sso.example/realms/acme/broker/ours/endpoint*",
                "/realms/acme/*"
            })
    void with_a_wildcard_within_the_path_of_realms_allows_a_brokers(String registered) {
        assertThat(KeycloakAddress.allowsBroker(registered)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://app.example/*",
                "https://app.example/realms*",
                "/realms/acme/account/*",
                "https://sso.example/realms/acme/account/*",
                "https://sso.example/realms/acme",
                "https://sso.example/realms/acme/broker/ours",
                "https://sso.example/realms/acme/broker/ours/endpoints"
            })
    void that_is_no_brokers_allows_none(String registered) {
        assertThat(KeycloakAddress.allowsBroker(registered)).isFalse();
        assertThat(KeycloakAddress.isOfBroker(registered)).isFalse();
    }
}
