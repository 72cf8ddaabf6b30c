package io.github.keycloakassume.assumption.model;

import java.util.Locale;
import java.util.Optional;

/** How far a grant reaches. The narrowest comes first. */
public enum ScopeKind {
    /** One user. */
    USER,
    /** The members of one organization. */
    ORGANIZATION,
    /** All users of the realm. */
    REALM;

    /** The name on the wire, for example {@code organization}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<ScopeKind> ofWireName(String wireName) {
        for (ScopeKind kind : values()) {
            if (kind.wireName().equals(wireName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
