package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.keycloak.Administration;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** An administrator of the whole server acts without a grant, for a reason; one who is vendor staff besides is that first. */
final class BreakGlass {

    private final KeycloakSession session;
    private final Vendors vendors;

    BreakGlass(KeycloakSession session, Vendors vendors) {
        this.session = session;
        this.vendors = vendors;
    }

    Optional<Basis> of(ImpersonationAttempt attempt) {
        boolean may = isMeant(attempt) && attempt.givesReason() && isAdministrator(attempt);
        return may ? Optional.of(new Basis(Basis.BREAK_GLASS, null)) : Optional.empty();
    }

    private static boolean isMeant(ImpersonationAttempt attempt) {
        return Basis.BREAK_GLASS.equals(attempt.grant())
                || (attempt.grant() == null && Stages.isAsked(attempt.stage()));
    }

    private boolean isAdministrator(ImpersonationAttempt attempt) {
        Impersonator impersonator = attempt.impersonator();
        return impersonator.isFromAdministrationRealm()
                && new Administration(session, attempt.realm()).isServerAdmin(UserRoles.rightIds(impersonator))
                && !vendors.isStaff(attempt.realm(), impersonator.realm(), impersonator.user());
    }
}
