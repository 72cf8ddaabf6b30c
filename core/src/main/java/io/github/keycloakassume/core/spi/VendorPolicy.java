package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.OurRole;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/** Knows who is vendor in a realm, and who decides there on what a vendor may do. One policy that says so is enough. */
public interface VendorPolicy extends Provider {

    /**
     * Whether the users of an identity provider of that realm are a vendor's, so that its mappers may give them {@code
     * assume-accounts} at a login. Without any policy, no mapper may.
     *
     * @param identityProvider its alias
     */
    boolean isVendorsProvider(RealmModel realm, String identityProvider);

    /**
     * Whether a user of that realm is vendor there: such users give nobody the right to decide on grants, and take {@code
     * assume-accounts} from nobody.
     */
    boolean isVendor(RealmModel realm, UserModel user);

    /** Whether those who hold that role decide on what a vendor may do: no vendor passes it on. */
    boolean isOfDeciders(OurRole role);

    @Override
    default void close() {}
}
