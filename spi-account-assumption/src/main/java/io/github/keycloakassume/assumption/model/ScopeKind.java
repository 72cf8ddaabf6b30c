package io.github.keycloakassume.assumption.model;

import java.util.Optional;

/** How far a grant reaches, the narrowest first. */
public enum ScopeKind {
    /** One user. */
    USER,
    /** The members of one organization. */
    ORGANIZATION,
    /** All users of the realm. */
    REALM;

    /** The name on the wire, for example {@code organization}. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<ScopeKind> ofWireName(String wireName) {
        return WireNames.find(values(), ScopeKind::wireName, wireName);
    }
}
