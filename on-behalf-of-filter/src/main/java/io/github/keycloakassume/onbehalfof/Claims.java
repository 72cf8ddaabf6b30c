package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads claims whose type no library has checked. */
final class Claims {

    private Claims() {}

    /** A text that is not blank. */
    static Optional<String> text(Map<?, ?> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** An object; empty where it is anything else. */
    static Map<?, ?> object(Map<?, ?> claims, String name) {
        return claims.get(name) instanceof Map<?, ?> object ? object : Map.of();
    }

    /** The words of {@code scope} (RFC 9068 section 2.2.3). */
    static Set<String> scopes(Map<?, ?> claims) {
        return text(claims, "scope")
                .map(text -> Set.copyOf(List.of(text.split(" "))))
                .orElse(Set.of());
    }

    /** The texts of a list that a path leads to, {@code realm_access.roles}. */
    static Set<String> texts(Map<?, ?> claims, String path) {
        Map<?, ?> place = claims;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            place = object(place, steps[i]);
        }
        var texts = new LinkedHashSet<String>();
        if (place.get(steps[steps.length - 1]) instanceof Collection<?> values) {
            values.forEach(value -> {
                if (value instanceof String text) {
                    texts.add(text);
                }
            });
        }
        return texts;
    }

    /**
     * Whether it is an access token that is good for who bears it. Keycloak says by {@code typ} what a token is, and signs
     * ID tokens with the same keys; a token with {@code cnf} is bound to a key (RFC 9449, RFC 8705), of which a proof
     * could not be passed on.
     */
    static boolean areOfBearerToken(JWTClaimsSet claims) {
        Object type = claims.getClaim("typ");
        return (type == null || "Bearer".equals(type)) && claims.getClaim("cnf") == null;
    }
}
