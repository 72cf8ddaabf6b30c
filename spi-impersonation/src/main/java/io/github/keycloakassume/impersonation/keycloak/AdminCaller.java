package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
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

    public Impersonator impersonator() {
        return EvaluatedImpersonator.ofCaller(evaluator);
    }

    public boolean isServiceAccount() {
        return user().getServiceAccountClientLink() != null;
    }

    /** The login session his token was issued in; empty for tokens without one. */
    public Optional<UserSessionModel> loginSession() {
        String id = evaluator.adminAuth().getToken().getSessionId();
        RealmModel own = evaluator.adminAuth().getRealm();
        return Optional.ofNullable(id).map(sid -> session.sessions().getUserSession(own, sid));
    }

    /** Whether somebody else acts through this caller: by session or by what the token says. */
    public boolean isImpersonated() {
        return Marks.isImpersonated(
                evaluator.adminAuth().getToken(), loginSession().orElse(null));
    }

    /** Leaves an admin event for something created. */
    public void noteCreated(String resourceType, String id, Map<String, Object> representation) {
        adminEvent
                .resource(resourceType)
                .operation(OperationType.CREATE)
                .resourcePath("impersonation", "sessions", id)
                .representation(representation)
                .success();
    }
}
