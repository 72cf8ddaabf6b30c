package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.TokenLogin;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/** An impersonator with the rights that Keycloak's evaluator sees: those of his access token, or those of the user. */
public final class EvaluatedImpersonator implements Impersonator {

    private final AdminPermissionEvaluator evaluator;
    private final RealmModel realm;
    private final UserModel user;
    private final @Nullable UserSessionModel login;
    private final Predicate<RoleModel> scope;

    private EvaluatedImpersonator(
            AdminPermissionEvaluator evaluator,
            RealmModel realm,
            UserModel user,
            @Nullable UserSessionModel login,
            Predicate<RoleModel> scope) {
        this.evaluator = evaluator;
        this.realm = realm;
        this.user = user;
        this.login = login;
        this.scope = scope;
    }

    /** The caller of the Admin API, with the rights of his token. */
    public static Impersonator of(AdminCaller caller) {
        ClientModel client = caller.rights().adminAuth().getClient();
        return new EvaluatedImpersonator(
                caller.rights(),
                caller.home(),
                caller.user(),
                caller.loginSession().orElse(null),
                role -> client != null && client.hasScope(role));
    }

    /**
     * A user by his login, without a token (in the browser), with the rights he has now.
     *
     * @param realm the realm whose users he wants to impersonate
     */
    public static Impersonator ofLogin(KeycloakSession session, RealmModel realm, UserSessionModel login) {
        RealmModel home = login.getRealm();
        UserModel user = login.getUser();
        if (!home.getId().equals(realm.getId())) {
            return new MasterImpersonator(home, realm, user, login);
        }
        return new EvaluatedImpersonator(
                AdminPermissions.evaluator(session, realm, home, user), home, user, login, role -> true);
    }

    /**
     * A service account, with the rights it has now.
     *
     * @param account a user of that realm
     */
    static Impersonator ofServiceAccount(KeycloakSession session, RealmModel realm, UserModel account) {
        return new EvaluatedImpersonator(
                AdminPermissions.evaluator(session, realm, realm, account), realm, account, null, role -> true);
    }

    @Override
    public UserModel user() {
        return user;
    }

    @Override
    public RealmModel realm() {
        return realm;
    }

    @Override
    public boolean isFromAdministrationRealm() {
        return AdminRoles.isAdminRealm(realm.getName());
    }

    @Override
    public Optional<String> identityProvider() {
        return TokenLogin.identityProvider(login);
    }

    @Override
    public boolean isInScope(RoleModel role) {
        return scope.test(role);
    }

    @Override
    public boolean holdsImpersonationRole() {
        return evaluator.hasOneAdminRole(AdminRoles.IMPERSONATION);
    }

    /** A requester other than null would have fine-grained policies evaluated against the target, not the caller. */
    @Override
    public boolean mayImpersonate(UserModel subject) {
        return evaluator.users().canImpersonate(subject, null);
    }
}
