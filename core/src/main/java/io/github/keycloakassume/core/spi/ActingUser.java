package io.github.keycloakassume.core.spi;

import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** A user who does something, with the part of their roles that they may use for it. */
public interface ActingUser {

    UserModel user();

    /** The realm they belong to, which may not be the one they act in. */
    RealmModel realm();

    /** Whether they may use that role of theirs here: not every application may use all of a user's roles. */
    boolean isInScope(RoleModel role);
}
