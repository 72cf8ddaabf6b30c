package io.github.keycloakassume.assumption.model;

/** In whose name a grant was decided on: the kind of its {@link Owner}. */
public enum Authority {
    /** The realm's administrators. */
    REALM,
    /** An organization's own. */
    ORGANIZATION,
    /** The user themselves. */
    USER
}
