package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import java.net.URI;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The Admin Console's own button, or the same call of the Admin API, asks for an impersonation of ours. In place of what Keycloak
 * does: that would log the administrator out first, and could not be undone.
 *
 * <p>It starts in the impersonator's browser, by a link like that of every other request: the call shows a token, which any
 * application of theirs may hold, and no identity cookie, which Keycloak sends to the realm's own path alone.
 */
public final class AdoptStockButton {

    private static final Reason WAY = new Reason("Admin Console");

    private final KeycloakSession session;
    private final Clock clock;

    public AdoptStockButton(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** An allowed impersonation, and the address that starts it in a browser where the caller is logged in. */
    public record Requested(Impersonation impersonation, URI startUrl) {}

    /**
     * Decides, and opens a pending impersonation.
     *
     * @throws RefusedException when it may not be, after the trail has noted it
     */
    public Requested request(AdminCaller caller, String userId) {
        RealmModel realm = caller.realm();
        UserModel subject = session.users().getUserById(realm, userId);
        if (subject == null) {
            throw new RefusedException(Refusal.USER_NOT_FOUND);
        }
        Impersonation pending =
                new StockRequest(session, clock).open(caller, subject, WAY, ImpersonationAttempt.Stage.REQUESTED);
        return new Requested(pending, new StartTickets(session, caller.home()).link(pending));
    }

    /**
     * Whether that caller may not learn which users there are: Keycloak answers them with a bare 403 before it comes to us, when
     * there is none of that id ({@code UsersResource.user}).
     */
    public boolean keepsSecret(AdminCaller caller) {
        return !caller.mayQueryUsers()
                && new Policies(session)
                        .unknownSubject(caller.realm(), EvaluatedImpersonator.of(caller))
                        .isPresent();
    }
}
