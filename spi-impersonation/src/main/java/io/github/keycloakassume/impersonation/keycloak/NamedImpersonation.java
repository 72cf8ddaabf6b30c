package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.Impersonation;

/** What the log calls an impersonation that something has failed for. */
public final class NamedImpersonation {

    private NamedImpersonation() {}

    /** For example {@code 4710 (agent (4713) as alice (4712), realm acme (4711))}. */
    public static String of(LogNames names, Impersonation one) {
        return one.id() + " (" + person(one.impersonator()) + " as " + person(one.subject()) + ", realm "
                + names.realm(one.realmId()) + ")";
    }

    private static String person(Person person) {
        return person.username() + " (" + person.userId() + ")";
    }
}
