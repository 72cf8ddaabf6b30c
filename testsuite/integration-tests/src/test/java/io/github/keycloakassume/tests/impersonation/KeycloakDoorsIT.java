package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When this fails with another Keycloak, decide on each door that it names, and write the decision into the list. */
@DisplayName("The list of what an impersonated caller may reach")
final class KeycloakDoorsIT {

    private static final Path LIST = Path.of(
            "..", "..", "spi-impersonation/src/main/resources/io/github/keycloakassume/impersonation/guard/doors.txt");

    /** A line of the list: who may come in, the HTTP method, and what answers. */
    private record Door(String opening, String method, String name) {

        static Door of(String line) {
            String[] columns = line.strip().split("\\s+", -1);
            return new Door(columns[0], columns[1], columns[2]);
        }

        boolean isPackage() {
            return "*".equals(method);
        }
    }

    private final List<Door> doors = read();

    @Test
    void knows_every_method_of_keycloak_that_answers_a_request() {
        try (KeycloakCode keycloak = KeycloakCode.underTest()) {
            List<String> methods = keycloak.resourceMethods();

            assertThat(methods).hasSizeGreaterThan(500);
            assertThat(methods).filteredOn(method -> !isListed(method)).isEmpty();
        }
    }

    /** A resource of ours is closed too until it is put there: it need not remember to refuse. */
    @Test
    void names_every_method_of_ours_that_answers_a_request() {
        try (KeycloakCode ours = KeycloakCode.shipped()) {
            List<String> methods = ours.resourceMethods();

            assertThat(methods)
                    .hasSizeGreaterThan(30)
                    .anyMatch(method -> method.contains(".impersonation."))
                    .anyMatch(method -> method.contains(".assumption."));
            assertThat(methods)
                    .filteredOn(method ->
                            doors.stream().noneMatch(door -> method.equals(door.method() + " " + door.name())))
                    .isEmpty();
            assertThat(doors.stream()
                            .filter(door -> door.name().startsWith("io.github.keycloakassume."))
                            .map(door -> door.method() + " " + door.name()))
                    .as("nothing that is gone")
                    .isSubsetOf(methods);
        }
    }

    /** A door is known by a name: a second method of that name would be as open as the first. The account's are closed. */
    @Test
    void opens_no_name_that_two_methods_share() {
        try (KeycloakCode keycloak = KeycloakCode.underTest();
                KeycloakCode ours = KeycloakCode.shipped()) {
            assertThat(Stream.concat(keycloak.resourceMethods().stream(), ours.resourceMethods().stream())
                            .toList())
                    .filteredOn(method -> doors.stream()
                            .filter(door -> "open".equals(door.opening())
                                    || ("no-token".equals(door.opening())
                                            && !door.name().contains(".account.")))
                            .anyMatch(door -> method.equals(door.method() + " " + door.name())))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void knows_every_grant_type_of_keycloak() {
        try (KeycloakCode keycloak = KeycloakCode.underTest()) {
            SortedSet<String> grants = keycloak.providers("org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory");

            assertThat(grants).contains("authorization_code", "urn:ietf:params:oauth:grant-type:pre-authorized_code");
            assertThat(named("GRANT")).containsAll(grants);
        }
    }

    /** What they lead to is among the methods; a new one is a reason to look, for a protocol may log in or issue by itself. */
    @Test
    void was_made_with_every_protocol_exchange_and_extension_of_keycloak_in_mind() {
        try (KeycloakCode keycloak = KeycloakCode.underTest()) {
            assertThat(keycloak.providers("org.keycloak.protocol.LoginProtocolFactory"))
                    .containsExactly("docker-v2", "oid4vc", "openid-connect", "saml");
            assertThat(keycloak.providers("org.keycloak.protocol.oidc.TokenExchangeProviderFactory"))
                    .containsExactly("default", "standard");
            assertThat(keycloak.providers("org.keycloak.protocol.oidc.ext.OIDCExtProviderFactory"))
                    .containsExactly("ciba", "par");
            assertThat(keycloak.providers("org.keycloak.services.resource.RealmResourceProviderFactory"))
                    .containsExactly("authzen", "device", "scim", "ssf");
        }
    }

    @Test
    void opens_nothing_of_administration_and_nothing_that_is_not_named() {
        assertThat(doors)
                .filteredOn(door -> !"closed".equals(door.opening()))
                .isNotEmpty()
                .allSatisfy(door -> assertThat(door.name()).doesNotContain(".admin."))
                .noneMatch(Door::isPackage);
    }

    private boolean isListed(String method) {
        String type = method.substring(method.indexOf(' ') + 1);
        return doors.stream()
                .anyMatch(door -> door.isPackage()
                        ? type.startsWith(door.name())
                        : method.equals(door.method() + " " + door.name()));
    }

    private Set<String> named(String method) {
        return doors.stream()
                .filter(door -> method.equals(door.method()))
                .map(Door::name)
                .collect(Collectors.toSet());
    }

    private static List<Door> read() {
        try {
            return Files.readAllLines(LIST).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Door::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("no list", e);
        }
    }
}
