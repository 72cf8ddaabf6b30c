package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.audit.ImpersonatedRefusal;
import io.github.keycloakassume.impersonation.keycloak.AdminToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Closes all administration, the Admin API and client registration, to impersonated callers: by who calls, not by the roles
 * in the token. The Admin API asks for the <em>user's</em> roles wherever the client has scope for them, whatever a token
 * says ({@code MgmtPermissions}: {@code ignoreTokenRoles}).
 */
public final class AdminApiGuard {

    private final KeycloakSession session;
    private final Clock clock;

    public AdminApiGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Whether this request comes from an impersonated caller; if so, and if the token is good, the trail has it. */
    public boolean refuses() {
        AdminToken token = new AdminToken(session);
        if (!token.isImpersonated()) {
            return false;
        }
        token.verifiedSession().ifPresent(this::note);
        return true;
    }

    private void note(UserSessionModel login) {
        Refusal refusal = Refusal.IMPERSONATED;
        new ImpersonatedRefusal(session, clock).note(login, refusal);
        Marks.of(session, login)
                .ifPresent(mark -> new UserEvents(session, login.getRealm()).refused(login, mark, refusal));
    }
}
