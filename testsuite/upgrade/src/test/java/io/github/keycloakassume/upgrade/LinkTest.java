package io.github.keycloakassume.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Without a server, our JARs link with Keycloak")
final class LinkTest {

    private final Lookup today = new Lookup(Build.today(), Build.libraries());

    static List<String> versions() {
        return Build.versions();
    }

    @ParameterizedTest(name = "{0}: everything that is used is there")
    @MethodSource("versions")
    void everything_that_is_used_is_there(String version) {
        Jars there = Build.keycloak(version);

        assertThat(there.keycloaks()).as("JARs of " + version).contains("keycloak-core", "keycloak-common");
        assertThat(new Linker(today, there, new Lookup(there, Build.libraries())).problems(OurUses.all()))
                .as("what would fail on Keycloak " + version)
                .isEmpty();
    }

    @Test
    void no_class_of_ours_is_left_out_for_a_type_that_is_not_known_here() {
        Lookup lookup = new Lookup(Build.ours(), Build.today(), Build.libraries());

        assertThat(Build.ours().classes().stream()
                        .flatMap(lookup::missingSupertypes)
                        .distinct())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: everything that has to be implemented is")
    @MethodSource("versions")
    void everything_that_has_to_be_implemented_is(String version) {
        AbstractMethods methods = new AbstractMethods(Build.ours(), Build.keycloak(version), Build.libraries());

        assertThat(Stream.concat(methods.missing().stream(), methods.noLambdas(OurUses.all(), today).stream()))
                .as("what would fail on Keycloak " + version)
                .isEmpty();
    }
}
