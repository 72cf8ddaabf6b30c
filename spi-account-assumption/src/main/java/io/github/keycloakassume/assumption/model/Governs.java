package io.github.keycloakassume.assumption.model;

import java.util.Optional;

/** Who needs a grant: each more people than the one before. */
public enum Governs {
    /** Those who hold {@code assume-accounts}, nobody else. */
    ROLE,
    /** Every vendor. */
    VENDOR,
    /** Whoever impersonates, the own administrators of the realm as well. */
    EVERYONE;

    /** The name on the wire, for example {@code vendor}. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<Governs> ofWireName(String wireName) {
        return WireNames.find(values(), Governs::wireName, wireName);
    }
}
