package io.github.keycloakassume.impersonation.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The real person behind an impersonated session, as tokens name him.
 *
 * @param person the impersonator
 * @param issuer issuer of the impersonator's realm
 */
public record Actor(Person person, String issuer) {

    /** The {@code act} claim (RFC 8693 section 4.1). */
    public Map<String, Object> actClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("sub", person.userId());
        claim.put("iss", issuer);
        claim.put("preferred_username", person.username());
        return claim;
    }
}
