package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.Person;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.Auth;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * A user who calls about his own account, with an access token that is meant for the account API, as Keycloak's own
 * ({@code AccountLoader}) wants it.
 */
public final class AccountCaller {

    private final KeycloakSession session;
    private final AuthResult verified;
    private final Auth auth;

    private AccountCaller(KeycloakSession session, AuthResult verified, Auth auth) {
        this.session = session;
        this.verified = verified;
        this.auth = auth;
    }

    /** The caller of this request; empty without a valid token for the account API, and for service accounts. */
    public static Optional<AccountCaller> of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled()) {
            return Optional.empty();
        }
        AuthResult caller = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (caller == null || caller.user().getServiceAccountClientLink() != null) {
            return Optional.empty();
        }
        AccessToken token = complete(session, caller, account);
        return token.hasAudience(account.getClientId())
                ? Optional.of(new AccountCaller(
                        session, caller, new Auth(realm, token, caller.user(), account, caller.session(), false)))
                : Optional.empty();
    }

    /**
     * A lightweight token says what it is for to introspection only, by what mappers write there: it is believed about the
     * account API, as Keycloak believes it, and in nothing else.
     */
    private static AccessToken complete(KeycloakSession session, AuthResult caller, ClientModel account) {
        AccessToken token = caller.token();
        boolean complete = token.getAudience() != null && token.getResourceAccess(account.getClientId()) != null;
        if (!complete
                && session.getProvider(
                                TokenIntrospectionProvider.class,
                                AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE)
                        instanceof AccessTokenIntrospectionProvider<?> introspection) {
            return introspection.transformAccessToken(token, caller.session());
        }
        return token;
    }

    public RealmModel realm() {
        return auth.getRealm();
    }

    public UserModel user() {
        return auth.getUser();
    }

    /** The caller as records remember him. */
    public Person person() {
        return Directory.person(realm(), user());
    }

    /** The login that his token is of; tokens for the account API always have one. */
    public @Nullable UserSessionModel login() {
        return auth.getSession();
    }

    /** Whether it is known how the user has logged in: not by a token without a session, for which Keycloak makes one up. */
    public boolean isOfKnownLogin() {
        return verified.token().getSessionId() != null && login() != null;
    }

    /** Client id of the application that his token was issued for. */
    public String clientId() {
        return verified.client().getClientId();
    }

    /** Whether anyone else acts as this user, in whatever way. */
    public boolean isImpersonated() {
        return ActedTokens.isActedWith(session, verified.token(), login());
    }

    /** Whether they may change their account with this token: nearly every application's token says so. */
    public boolean mayManage() {
        return auth.hasClientRole(auth.getClient(), AccountRoles.MANAGE_ACCOUNT);
    }

    /** Whether the token was issued for Keycloak's account console. Client registration gives nobody its client id. */
    public boolean isInAccountConsole() {
        return Constants.ACCOUNT_CONSOLE_CLIENT_ID.equals(clientId());
    }

    /** Internal id of the application that the token was issued for. */
    public String applicationId() {
        return verified.client().getId();
    }

    /** Whether he may look at his account with this token. */
    public boolean mayView() {
        return auth.hasOneOfAppRole(auth.getClient(), AccountRoles.MANAGE_ACCOUNT, AccountRoles.VIEW_PROFILE);
    }

    /** Alias of the identity provider that his login came through, if any. */
    public Optional<String> identityProvider() {
        return TokenLogin.identityProvider(login());
    }

    /** Whether he has that role, himself or through groups and composites, and the application may use it. */
    public boolean hasRole(RoleModel role) {
        return UserRoles.rights(user()).contains(role) && verified.client().hasScope(role);
    }

    /** Whether fine-grained permissions let them manage that very organization, and not all of the realm. */
    public boolean managesByPermission(OrganizationModel organization) {
        return new OrganizationManagers(session, realm()).manageOnly(user(), organization);
    }

    /** Whether they manage all organizations of the realm, and so can make themselves a member of each. */
    public boolean managesAllOrganizations() {
        return new OrganizationManagers(session, realm()).manageAll(user());
    }
}
