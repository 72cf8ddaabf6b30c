package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/** That a token or answer of an impersonated session says so, and is not valid past its end. */
final class Sealed {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Sealed() {}

    /** A JWT of that impersonation: who acts, which impersonation, an expiry before its end, and no member twice. */
    static void assertToken(String jwt, Scene scene, String impersonationId) {
        Map<String, Object> claims = TokenEndpoint.claims(jwt);
        assertClaims(claims, scene, impersonationId);
        assertThat(number(claims, "exp"))
                .as("exp of %s", claims)
                .isPositive()
                .isLessThan(number(member(claims, "impersonation"), "exp"));
        assertNothingTwice(jwt);
    }

    /** The claims, wherever they stand, and nothing else that could be taken for them. */
    static void assertClaims(Map<String, Object> claims, Scene scene, String impersonationId) {
        assertThat(member(claims, "act"))
                .containsEntry("sub", scene.agent().id())
                .containsEntry("preferred_username", scene.agent().username())
                .containsEntry("sub_profile", "user")
                .containsOnlyKeys("sub", "iss", "preferred_username", "sub_profile");
        assertThat(member(claims, "impersonation"))
                .containsEntry("id", impersonationId)
                .containsEntry("mode", "full")
                .containsKey("exp");
        assertThat(claims.keySet()).filteredOn(Sealed::mentionsActor).containsExactlyInAnyOrder("act", "impersonation");
    }

    /** Nothing in these claims says that anyone but the user acts. */
    static void assertNoActor(Map<String, Object> claims) {
        assertThat(claims).isNotEmpty();
        assertThat(claims.keySet()).filteredOn(Sealed::mentionsActor).isEmpty();
    }

    /** Of two members with one name each receiver believes another. */
    private static void assertNothingTwice(String jwt) {
        try {
            STRICT.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new AssertionError("not read strictly: " + TokenEndpoint.claims(jwt), e);
        }
    }

    /** Written down apart from the rule of the extension, for the names that {@link Forgeries} writes. */
    private static boolean mentionsActor(String name) {
        return Forgeries.NAMES.stream()
                .map(forged -> forged.replace("\\.", "."))
                .anyMatch(forged -> forged.equals(name) || name.equals(forged.replaceFirst("\\.[a-z]+$", "")));
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
