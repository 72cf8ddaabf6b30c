package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;

/** That a token or answer of an impersonated session says so, and is not valid past its end. */
final class Sealed {

    private Sealed() {}

    /** A JWT of that impersonation: who acts, which impersonation, and an expiry before its end. */
    static void assertToken(String jwt, Scene scene, String impersonationId) {
        Map<String, Object> claims = TokenEndpoint.claims(jwt);
        assertClaims(claims, scene, impersonationId);
        assertThat(number(claims, "exp"))
                .as("exp of %s", claims)
                .isPositive()
                .isLessThan(number(member(claims, "impersonation"), "exp"));
    }

    /** The claims, wherever they stand. */
    static void assertClaims(Map<String, Object> claims, Scene scene, String impersonationId) {
        assertThat(member(claims, "act"))
                .containsEntry("sub", scene.agent().id())
                .containsEntry("preferred_username", scene.agent().username())
                .containsOnlyKeys("sub", "iss", "preferred_username");
        assertThat(member(claims, "impersonation"))
                .containsEntry("id", impersonationId)
                .containsEntry("mode", "full");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof Map<?, ?> member) {
            return (Map<String, Object>) member;
        }
        throw new AssertionError("no object " + name + " in " + claims);
    }

    static long number(Map<String, Object> claims, String name) {
        return ((Number) claims.getOrDefault(name, -1)).longValue();
    }
}
