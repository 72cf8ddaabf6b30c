package io.github.keycloakassume.impersonation.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The way an impersonation has come about. */
public enum Way {
    /** A browser becomes the user, and comes back. */
    BROWSER,
    /** Keycloak's token exchange V1 with a requested subject. */
    TOKEN_EXCHANGE,
    /** An application gets a token for a user who is not present, by token exchange with scope {@code impersonate}. */
    ON_BEHALF_OF;

    /** The name on the wire, for example {@code on-behalf-of}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The way of that wire name, empty when there is none. */
    public static Optional<Way> ofWireName(String wireName) {
        return Stream.of(values())
                .filter(way -> way.wireName().equals(wireName))
                .findFirst();
    }
}
