package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.RoleDefinition;
import java.util.List;

/** The roles of those who look after grants. */
public final class GrantRole {

    /** Decide who of a vendor may become users of the realm. */
    public static final OurRole MANAGE = new OurRole("manage-account-assumption");

    /** See what has been decided. */
    public static final OurRole VIEW = new OurRole("view-account-assumption");

    private GrantRole() {}

    public static List<RoleDefinition> all() {
        return List.of(
                new RoleDefinition(MANAGE, "Give and end grants that let a vendor assume accounts of this realm", true),
                new RoleDefinition(VIEW, "See the grants of this realm, who asks for one, and the settings", true));
    }
}
