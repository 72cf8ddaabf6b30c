package io.github.keycloakassume.testsuite;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.StoreManagers;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.UserLookupProvider;

/**
 * A storage outside of Keycloak in which everybody is whose username starts with {@code federated-}; it fails as long as its
 * component says that it cannot be reached. Those with {@code federated-imported-} become users of the realm's own when they
 * are looked up, with an id of their own, and are found by the storage's id too ({@code LDAPStorageProvider.getUserById}).
 */
public final class FederatedUsers implements UserStorageProvider, UserLookupProvider, CredentialInputValidator {

    static final String EMAIL_SUFFIX = "@federated.example";
    static final String UNREACHABLE = "unreachable";
    private static final String PREFIX = "federated-";
    private static final String IMPORTED = PREFIX + "imported-";
    private static final String PASSWORD = "password";

    private final KeycloakSession session;
    private final ComponentModel component;

    FederatedUsers(KeycloakSession session, ComponentModel component) {
        this.session = session;
        this.component = component;
    }

    @Override
    public @Nullable UserModel getUserById(RealmModel realm, String id) {
        if (Boolean.parseBoolean(component.get(UNREACHABLE))) {
            throw new ModelException("cannot be reached");
        }
        return getUserByUsername(realm, StorageId.externalId(id));
    }

    @Override
    public @Nullable UserModel getUserByUsername(RealmModel realm, String username) {
        String known = asDirectoriesCompare(username);
        if (known.startsWith(IMPORTED)) {
            return imported(realm, known);
        }
        return username.startsWith(PREFIX) && username.indexOf('@') < 0
                ? new FederatedUser(session, realm, component, username)
                : null;
    }

    private UserModel imported(RealmModel realm, String username) {
        UserProvider local = ((StoreManagers) session.getProvider(DatastoreProvider.class)).userLocalStorage();
        UserModel present = local.getUserByUsername(realm, username);
        if (present != null) {
            return present;
        }
        UserModel user = local.addUser(realm, username);
        user.setEnabled(true);
        user.setFederationLink(component.getId());
        return user;
    }

    /** Without regard to case and to control characters (RFC 4518 section 2.2). */
    private static String asDirectoriesCompare(String username) {
        return username.replaceAll("\\p{Cntrl}", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable UserModel getUserByEmail(RealmModel realm, String email) {
        return email.endsWith(EMAIL_SUFFIX)
                ? getUserByUsername(realm, email.substring(0, email.length() - EMAIL_SUFFIX.length()))
                : null;
    }

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return PasswordCredentialModel.TYPE.equals(credentialType);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType);
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        return PASSWORD.equals(input.getChallengeResponse());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
