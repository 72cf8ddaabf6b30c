package io.github.keycloakassume.assumption.model;

import java.util.Optional;

/** By what a grant names those who may act under it, the narrowest first. */
public enum GranteeKind {
    /** One user. */
    USER,
    /** The members of a group, and of the groups below it. */
    GROUP,
    /** Whoever holds a role. */
    ROLE,
    /** Whoever has logged in through an identity provider. */
    IDENTITY_PROVIDER;

    /** The name on the wire, and of the field that names the grantee, for example {@code identityProvider}. */
    public String wireName() {
        return this == IDENTITY_PROVIDER ? "identityProvider" : WireNames.of(this);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<GranteeKind> ofWireName(String wireName) {
        return WireNames.find(values(), GranteeKind::wireName, wireName);
    }
}
