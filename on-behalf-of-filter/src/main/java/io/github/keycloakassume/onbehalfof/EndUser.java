package io.github.keycloakassume.onbehalfof;

import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The end user whom a request is made for: its {@code getUserPrincipal}.
 *
 * @param name what the setting {@code principal-claim} takes from the token; their id, unless set
 * @param id the claim {@code sub} of the token
 * @param roles by the claim that the setting {@code roles-claim} names
 * @param claims all claims of the token
 */
public record EndUser(String name, String id, Set<String> roles, Map<String, Object> claims) implements Principal {

    /** Keeps copies. */
    public EndUser {
        roles = Set.copyOf(roles);
        // A claim may be null.
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    @Override
    public String getName() {
        return name;
    }

    /** The claims are personal data: not in a log by accident. */
    @Override
    public String toString() {
        return name;
    }
}
