package io.github.keycloakassume.impersonation.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles we bring: the one list of them. Each realm has them on its administration client. */
public enum OurRole {
    /** See the trail, and other people's impersonations. */
    VIEW_IMPERSONATIONS("See the trail and all impersonations of this realm", true),
    /** End other people's impersonations. */
    END_IMPERSONATIONS("End any impersonation of this realm", true),
    /** A vendor's staff: become users as far as a grant lets them, and ask for one. */
    ASSUME_ACCOUNTS("Vendor staff: impersonate users of this realm under a grant only, and ask for grants", false),
    /** Decide who of a vendor may become users of the realm. */
    MANAGE_ACCOUNT_ASSUMPTION("Give and end grants that let a vendor assume accounts of this realm", true),
    /** See what has been decided. */
    VIEW_ACCOUNT_ASSUMPTION("See the grants of this realm, who asks for one, and the settings", true),
    /** A user who holds this is never assumed. It is part of no other role, else administrators could not be helped. */
    NOT_IMPERSONATABLE("Users who hold this cannot be impersonated", false);

    private final String description;
    private final boolean partOfRealmAdmin;

    OurRole(String description, boolean partOfRealmAdmin) {
        this.description = description;
        this.partOfRealmAdmin = partOfRealmAdmin;
    }

    /** The name of the role in Keycloak, for example {@code view-impersonations}. */
    public String roleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What administrators read about it. */
    public String description() {
        return description;
    }

    /** Whether {@code realm-admin}, and master's {@code admin}, contain it. */
    public boolean isPartOfRealmAdmin() {
        return partOfRealmAdmin;
    }

    /** Whether losing it takes a protection away from somebody, so that not everybody may take it from him. */
    public boolean protectsItsHolder() {
        return this == NOT_IMPERSONATABLE;
    }

    /** The role of that name, empty when it is none of ours. */
    public static Optional<OurRole> named(String roleName) {
        return Arrays.stream(values())
                .filter(role -> role.roleName().equals(roleName))
                .findFirst();
    }
}
