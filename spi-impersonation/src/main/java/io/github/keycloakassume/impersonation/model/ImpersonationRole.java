package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.RoleDefinition;
import java.util.List;

/** The roles of those who look after impersonations. */
public final class ImpersonationRole {

    /** See the trail, and other people's impersonations. */
    public static final OurRole VIEW = new OurRole("view-impersonations");

    /** End other people's impersonations. */
    public static final OurRole END = new OurRole("end-impersonations");

    private ImpersonationRole() {}

    public static List<RoleDefinition> all() {
        return List.of(
                new RoleDefinition(VIEW, "See the trail and all impersonations of this realm", true),
                new RoleDefinition(END, "End any impersonation of this realm", true));
    }
}
