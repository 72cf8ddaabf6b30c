package io.github.keycloakassume.core.model;

import java.util.Set;

/**
 * Who gives or takes our roles, as far as it matters.
 *
 * @param realmAdmin whether he is administrator of the whole realm
 * @param heldRoleIds ids of those of our roles that he holds himself
 */
public record RoleGiver(boolean realmAdmin, Set<String> heldRoleIds) {

    /** Nobody that we know: an identity provider, a directory, a job in the background. */
    public static final RoleGiver NOBODY = new RoleGiver(false, Set.of());

    /** Whoever administers the whole realm. */
    public static final RoleGiver REALM_ADMIN = new RoleGiver(true, Set.of());

    public RoleGiver {
        heldRoleIds = Set.copyOf(heldRoleIds);
    }

    /** Whether he may give all of these: only what he holds himself, unless the whole realm is his. */
    public boolean mayGive(Set<String> roleIds) {
        return realmAdmin || heldRoleIds.containsAll(roleIds);
    }

    /** Whether he may take a protection away. Holding it himself is no right to take it from others. */
    public boolean mayTakeProtection() {
        return realmAdmin;
    }
}
