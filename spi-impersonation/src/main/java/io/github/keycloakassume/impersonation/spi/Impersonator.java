package io.github.keycloakassume.impersonation.spi;

import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The person who wants to impersonate, with the rights that this very request gives him. */
public interface Impersonator {

    UserModel user();

    /** The realm he belongs to, which may not be the subject's. */
    RealmModel realm();

    /** Whether that realm is the one from which all others are administered (master). */
    boolean isFromAdministrationRealm();

    /** Whether he holds the right to impersonate in general, whoever the subject is. */
    boolean holdsImpersonationRole();

    /** Whether Keycloak's own permissions (role or fine-grained) let him impersonate this user. */
    boolean mayImpersonate(UserModel subject);
}
