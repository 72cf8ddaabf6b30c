package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Person;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The actor behind an impersonated session, as tokens name it.
 *
 * @param person the impersonator
 * @param issuer issuer of the impersonator's realm
 * @param profile whether the impersonator is a person or a service
 */
public record Actor(Person person, String issuer, ActorProfile profile) {

    /** A person. */
    public Actor(Person person, String issuer) {
        this(person, issuer, ActorProfile.USER);
    }

    /** The {@code act} claim (RFC 8693 section 4.1, draft-mcguinness-oauth-actor-profile-00 section 3.4). */
    public Map<String, Object> actClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("sub", person.userId());
        claim.put("iss", issuer);
        claim.put("preferred_username", person.username());
        claim.put(ActorProfile.MEMBER, profile.wireName());
        return claim;
    }
}
