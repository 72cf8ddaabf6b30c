package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.Person;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Who calls the Admin API: his rights, the login behind his token, and the admin event of what he does. */
public final class AdminCaller {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator evaluator;
    private final AdminEventBuilder adminEvent;

    /**
     * The caller of one request.
     *
     * @param realm the realm he administers, not the one he comes from
     */
    public AdminCaller(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator evaluator,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.evaluator = evaluator;
        this.adminEvent = adminEvent;
    }

    public RealmModel realm() {
        return realm;
    }

    public UserModel user() {
        return evaluator.adminAuth().getUser();
    }

    /** Their rights in the realm, by their token. */
    public AdminPermissionEvaluator rights() {
        return evaluator;
    }

    /** Whether they come from the realm of which all others are administered (master). */
    public boolean isFromAdministrationRealm() {
        return AdminRoles.isAdminRealm(home().getName());
    }

    /** Whether they hold Keycloak's own right to impersonate users of the realm, whoever the subject is. */
    public boolean holdsImpersonationRole() {
        return evaluator.hasOneAdminRole(AdminRoles.IMPERSONATION);
    }

    public boolean isServiceAccount() {
        return user().getServiceAccountClientLink() != null;
    }

    /**
     * The login session of theirs that their token was issued in, and from which an offline one came; empty for tokens
     * without one, and once it has ended. The id alone does not tell whose it is.
     */
    public Optional<UserSessionModel> loginSession() {
        return Optional.ofNullable(evaluator.adminAuth().getToken().getSessionId())
                .map(id -> session.sessions().getUserSession(home(), id))
                .filter(login -> login.getUser().getId().equals(user().getId()));
    }

    /**
     * Whether it is known how the caller has come in: by a login session, online or offline, or as the service account of
     * that very application, which has none and is named by its id. A token without one (transient sessions, exchanged tokens),
     * or whose session is gone, does not tell whether an identity provider was in between.
     */
    public boolean isOfKnownLogin() {
        return origin().isPresent()
                || TokenLogin.isOfServiceAccount(
                        evaluator.adminAuth().getToken(),
                        user(),
                        evaluator.adminAuth().getClient());
    }

    /** Alias of the identity provider that the caller's login came through, if any; offline sessions remember it, too. */
    public Optional<String> identityProvider() {
        return TokenLogin.identityProvider(origin().orElse(null));
    }

    private Optional<UserSessionModel> origin() {
        return TokenLogin.of(session, home(), evaluator.adminAuth().getToken());
    }

    /** The caller as records remember him. */
    public Person person() {
        return Directory.person(evaluator.adminAuth().getRealm(), user());
    }

    /** The realm he comes from. */
    public RealmModel home() {
        return evaluator.adminAuth().getRealm();
    }

    /** Whether the application that his token was issued for may use that role of his. */
    public boolean isInScope(String roleId) {
        RoleModel role = home().getRoleById(roleId);
        ClientModel client = evaluator.adminAuth().getClient();
        return role != null && client != null && client.hasScope(role);
    }

    /** Whether they may see the users of the realm, each of them. */
    public boolean mayViewUsers() {
        return evaluator.users().canView();
    }

    /** Whether Keycloak tells them which users there are ({@code UsersResource.user}). */
    public boolean mayQueryUsers() {
        return evaluator.users().canQuery();
    }

    /** Whether he may see how the realm is set up. */
    public boolean mayViewRealm() {
        return evaluator.realm().canViewRealm();
    }

    /** Whether he may change how the realm is set up. */
    public boolean mayManageRealm() {
        return evaluator.realm().canManageRealm();
    }

    /** Whether anyone else acts through this caller, in whatever way: by session or by what the token says. */
    public boolean isImpersonated() {
        return ActedTokens.isActedWith(
                session, evaluator.adminAuth().getToken(), loginSession().orElse(null));
    }

    /**
     * Leaves an admin event for something he wrote.
     *
     * @param path below {@code impersonation}
     */
    public void note(Write write, String resourceType, Map<String, Object> representation, String... path) {
        noteAt("impersonation", write, resourceType, representation, path);
    }

    /**
     * The same for a resource of another module.
     *
     * @param resource the first part of the path
     */
    public void noteAt(
            String resource, Write write, String resourceType, Map<String, Object> representation, String... path) {
        adminEvent
                .resource(resourceType)
                .operation(OperationType.valueOf(write.name()))
                .resourcePath(
                        Stream.concat(Stream.of(resource), Stream.of(path)).toArray(String[]::new))
                .representation(representation)
                .success();
    }

    /** Kinds of writing, as admin events call them. */
    public enum Write {
        CREATE,
        UPDATE,
        DELETE
    }
}
