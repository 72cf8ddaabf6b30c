package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The provider whose mappers work in a request")
class BrokerCallbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/acme/broker/vendor/endpoint",
                "realms/acme/broker/vendor/endpoint",
                "/realms/acme/broker/vendor/endpoint/clients/app"
            })
    void is_the_one_that_somebody_comes_back_from(String path) {
        assertThat(BrokerCallback.identityProvider(RequestPath.of(path), Optional.empty()))
                .contains("vendor");
        assertThat(BrokerCallback.identityProvider(RequestPath.of(path), Optional.of("vendor")))
                .contains("vendor");
    }

    @Test
    void is_the_one_whose_users_first_login_is_done() {
        String path = "/realms/acme/broker/after-first-broker-login";

        assertThat(BrokerCallback.identityProvider(RequestPath.of(path), Optional.of("vendor")))
                .contains("vendor");
        assertThat(BrokerCallback.identityProvider(RequestPath.of(path), Optional.empty()))
                .isEmpty();
    }

    @Test
    void is_none_where_somebody_proves_by_one_provider_who_he_is_while_he_links_another() {
        assertThat(BrokerCallback.identityProvider(
                        RequestPath.of("/realms/acme/broker/vendor/endpoint"), Optional.of("own")))
                .isEmpty();
        assertThat(BrokerCallback.identityProvider(
                        RequestPath.of("/realms/acme/broker/own/endpoint"), Optional.of("vendor")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/realms/acme/users",
                "/realms/acme/broker/vendor/login",
                "/realms/acme/broker/vendor/endpointer",
                "/realms/acme/broker/a/b/endpoint",
                "/realms/acme/broker/after-post-broker-login",
                "/realms/acme/login-actions/broker/vendor/endpoint",
                "/admin/realms/acme/broker/vendor/endpoint",
                "/realms/acme/broker/after-first-broker-login/x",
                "/realms/acme/broker/vendor;x/endpoint",
                ""
            })
    void is_none_in_any_other_request(String path) {
        assertThat(BrokerCallback.identityProvider(RequestPath.of(path), Optional.of("vendor")))
                .isEmpty();
    }
}
