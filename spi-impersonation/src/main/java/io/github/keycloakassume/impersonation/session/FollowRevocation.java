package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.BackgroundRequest;
import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * What a revocation of an actor's token brings with it: all that runs by exchanged tokens from the same login, or by the same
 * service account, ends. Keycloak's own revocation does not cross user sessions. To revoke more than was exchanged of that one
 * token costs its applications one more exchange.
 */
public final class FollowRevocation {

    /** RFC 7009, section 2.1. */
    private static final String TOKEN = "token";

    private final KeycloakSession session;
    private final Clock clock;

    public FollowRevocation(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Follows the revocation of a token of that session, which Keycloak has loaded for it. Its event is also fired for a consent that
     * a user withdraws ({@code AccountRestService.revokeConsent}), which revokes no token.
     */
    public void of(UserSessionModel login) {
        if (PresentedToken.ofForm(session, TOKEN).isEmpty() || Marks.isImpersonated(session, login)) {
            return;
        }
        new EndExchanges(session, clock).of(login);
        // An exchange at this moment is seen once both are committed: here, or by the review of what has just begun.
        if (revokes(ImpersonateScope.NAME)) {
            OwnTransaction transaction = new OwnTransaction(session);
            String realmId = login.getRealm().getId();
            String issuer = new RealmUrls(session, login.getRealm()).issuer();
            String loginId = login.getId();
            AfterCommit.of(session, () -> transaction.run(own -> endAfterwards(own, realmId, issuer, loginId)));
        }
    }

    private boolean revokes(String scope) {
        return PresentedToken.ofForm(session, TOKEN)
                .filter(token -> token.claimsScope(scope))
                .isPresent();
    }

    private void endAfterwards(KeycloakSession own, String realmId, String issuer, String loginId) {
        @Nullable RealmModel realm = own.realms().getRealm(realmId);
        if (realm != null) {
            BackgroundRequest.enter(own, realm, issuer);
            @Nullable UserSessionModel login = own.sessions().getUserSession(realm, loginId);
            if (login != null) {
                new EndExchanges(own, clock).of(login);
            }
        }
    }
}
