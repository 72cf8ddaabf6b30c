package io.github.keycloakassume.onbehalfof;

import java.util.Optional;

/**
 * Who really makes the request: the claim {@code act} of the end user's token (RFC 8693 section 4.1).
 *
 * @param id {@code sub}: the user's id, or that of a service account
 * @param username {@code preferred_username}
 * @param issuer {@code iss}: the issuer of the realm that they belong to
 */
public record Actor(String id, Optional<String> username, Optional<String> issuer) {

    /** As an audit log has it: the name, with the id that stays when the name changes. */
    @Override
    public String toString() {
        return username.map(name -> name + " (" + id + ")").orElse(id);
    }
}
