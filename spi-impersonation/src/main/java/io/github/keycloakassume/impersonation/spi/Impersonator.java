package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.core.spi.ActingUser;
import java.util.Optional;
import org.keycloak.models.UserModel;

/** The person who wants to impersonate, with the rights that this very request gives him. */
public interface Impersonator extends ActingUser {

    /** Whether that realm is the one from which all others are administered (master). */
    boolean isFromAdministrationRealm();

    /** Alias of the identity provider that his login came through, if any. */
    Optional<String> identityProvider();

    /** Whether he holds the right to impersonate in general, whoever the subject is. */
    boolean holdsImpersonationRole();

    /** Whether Keycloak's own permissions (role or fine-grained) let him impersonate this user. */
    boolean mayImpersonate(UserModel subject);
}
