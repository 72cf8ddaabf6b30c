package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.Reason;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * The Admin Console's own button, or the same call of the Admin API, starts an impersonation of ours at once. In place of
 * what Keycloak does: that would log the administrator out first, and could not be undone.
 */
public final class AdoptStockButton {

    private static final Reason WAY = new Reason("Admin Console");

    private final KeycloakSession session;
    private final Clock clock;

    public AdoptStockButton(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Makes the browser of this request that user. With a way back where the Admin Console itself calls.
     *
     * @throws RefusedException when it may not be, after the trail has noted it
     */
    public Impersonation adopt(AdminCaller caller, String userId) {
        RealmModel realm = caller.realm();
        UserModel subject = session.users().getUserById(realm, userId);
        if (subject == null) {
            throw new RefusedException(Refusal.USER_NOT_FOUND);
        }
        Impersonation pending = new StockRequest(session, clock).open(caller, subject, WAY);
        UserSessionModel own = caller.loginSession().orElseThrow(() -> new RefusedException(Refusal.NO_LOGIN_SESSION));
        new OneInBrowser(session, clock).endOthers(pending, own);
        BeginImpersonation begin = new BeginImpersonation(session, realm, clock);
        return mayComeBack(caller)
                ? begin.inBrowser(pending, own, subject)
                : begin.inBrowserWithoutReturn(pending, own, subject);
    }

    /**
     * The Admin API sees no identity cookie: who calls it with a token of theirs may be any application that they use, whom the way
     * back would make them in person, with all of their roles. Across realms it leads to no session.
     */
    private static boolean mayComeBack(AdminCaller caller) {
        return caller.isOfAdminConsole()
                || !caller.home().getId().equals(caller.realm().getId());
    }

    /**
     * Whether that caller may not learn which users there are: Keycloak answers them with a bare 403 before it comes to us, when
     * there is none of that id ({@code UsersResource.user}).
     */
    public boolean keepsSecret(AdminCaller caller) {
        return !caller.mayQueryUsers()
                && new Policies(session)
                        .unknownSubject(caller.realm(), caller.impersonator())
                        .isPresent();
    }
}
