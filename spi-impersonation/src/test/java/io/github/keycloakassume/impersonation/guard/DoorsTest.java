package io.github.keycloakassume.impersonation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.guard.Doors.Opening;
import io.github.keycloakassume.impersonation.keycloak.WatchedLogoutEndpoint;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;
import org.keycloak.services.resources.LoginActionsService;

@DisplayName("The doors to an impersonated caller")
final class DoorsTest {

    private final Doors doors = Doors.committed();

    @Test
    void are_open_where_the_list_says_so() {
        assertThat(doors.of("GET", method(UserInfoEndpoint.class, "issueUserInfoGet")))
                .isEqualTo(Opening.OPEN);
        assertThat(doors.of("GET", method(AuthorizationEndpoint.class, "buildGet")))
                .isEqualTo(Opening.NO_TOKEN);
    }

    @Test
    void are_open_to_head_where_they_are_to_get() {
        assertThat(doors.of("HEAD", method(UserInfoEndpoint.class, "issueUserInfoGet")))
                .isEqualTo(Opening.OPEN);
    }

    @Test
    void are_closed_where_the_method_is_listed_with_another_http_method() {
        assertThat(doors.of("PUT", method(UserInfoEndpoint.class, "issueUserInfoGet")))
                .isEqualTo(Opening.CLOSED);
    }

    @Test
    void are_closed_where_the_list_says_so_or_says_nothing() {
        assertThat(doors.of("GET", method(LoginActionsService.class, "resetCredentialsGET")))
                .isEqualTo(Opening.CLOSED);
        assertThat(doors.of("GET", method(DoorsTest.class, "method"))).isEqualTo(Opening.CLOSED);
    }

    @Test
    void are_those_of_the_method_of_keycloak_where_one_of_ours_answers_in_its_place() {
        Method ours = method(WatchedLogoutEndpoint.class, "logoutConfirmAction");

        assertThat(doors.of("POST", ours)).isEqualTo(Opening.OPEN);
        assertThat(doors.of("GET", ours)).isEqualTo(Opening.CLOSED);
    }

    @Test
    void of_a_package_within_another_are_what_the_inner_one_is() {
        Doors nested =
                Doors.of("open * io.github.keycloakassume.\nclosed * io.github.keycloakassume.impersonation.guard.\n"
                        + "open * io.github.");

        assertThat(nested.of("GET", method(DoorsTest.class, "method"))).isEqualTo(Opening.CLOSED);
    }

    @Test
    void open_for_a_grant_type_only_when_every_one_named_is_open() {
        assertThat(ClosedDoors.isClosedToTokens(List.of("refresh_token"))).isFalse();
        assertThat(ClosedDoors.isClosedToTokens(List.of("refresh_token", "urn:other")))
                .isTrue();
        assertThat(ClosedDoors.isClosedToTokens(List.of("urn:other"))).isTrue();
        assertThat(ClosedDoors.isClosedToTokens(List.of())).isTrue();
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
