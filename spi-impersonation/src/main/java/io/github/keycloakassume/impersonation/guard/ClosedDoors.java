package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.audit.ImpersonatedRefusal;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.OpenLogins;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * Turns impersonated callers away from everything that {@link Doors} does not open, and lets the trail have it. Everyone
 * else costs, at a closed door, one parsing of their token or cookie and the look-up of its session, which Keycloak has
 * loaded or is about to load.
 */
public final class ClosedDoors {

    private final KeycloakSession session;
    private final Clock clock;
    private final Refusal refusal;

    /**
     * The doors of a request.
     *
     * @param refusal what the trail says of a caller who is turned away
     */
    public ClosedDoors(KeycloakSession session, Clock clock, Refusal refusal) {
        this.session = session;
        this.clock = clock;
        this.refusal = refusal;
    }

    /** Whether tokens of impersonated sessions are turned away from what that method answers. */
    public static boolean isClosedToTokens(String httpMethod, Method answering) {
        return Doors.committed().of(httpMethod, answering) != Doors.Opening.OPEN;
    }

    /** Whether browsers of impersonated sessions are turned away, too. */
    public static boolean isClosedToBrowsers(String httpMethod, Method answering) {
        return Doors.committed().of(httpMethod, answering) == Doors.Opening.CLOSED;
    }

    /** Whether tokens of impersonated sessions are turned away from one of these grant types; none counts as unknown. */
    public static boolean isClosedToTokens(List<String> grantTypes) {
        return grantTypes.isEmpty() || !grantTypes.stream().allMatch(Doors.committed()::opensGrant);
    }

    /**
     * Whether one of these tokens is of an impersonated session, or the one that Keycloak has verified; if its signature is
     * good, the trail has it then.
     */
    public boolean refusesTokens(Stream<PresentedToken> presented) {
        if (new ImpersonatedToken(session).isVerified()) {
            Optional.ofNullable(session.getContext().getUserSession()).ifPresent(this::note);
            return true;
        }
        List<PresentedToken> impersonated =
                presented.filter(new ImpersonatedToken(session)::is).toList();
        impersonated.stream()
                .flatMap(token -> token.verifiedSession().stream())
                .findFirst()
                .ifPresent(this::note);
        return !impersonated.isEmpty();
    }

    /**
     * Whether the browser is an impersonator's: by its identity cookie, or by a login with a page open, which goes on without that
     * cookie. If the signature of the cookie is good, the trail has it.
     */
    public boolean refusesBrowser(RealmModel realm) {
        return refusesIdentity(realm) || refusesOpenLogin(realm);
    }

    private boolean refusesOpenLogin(RealmModel realm) {
        Optional<UserSessionModel> carrying = new OpenLogins(session, realm).impersonated();
        carrying.ifPresent(this::note);
        return carrying.isPresent();
    }

    private boolean refusesIdentity(RealmModel realm) {
        BrowserIdentity browser = new BrowserIdentity(session, realm);
        Optional<UserSessionModel> claimed = browser.claimed().filter(login -> Marks.isImpersonated(session, login));
        claimed.filter(login -> browser.peek()
                        .filter(own -> own.getId().equals(login.getId()))
                        .isPresent())
                .ifPresent(this::note);
        return claimed.isPresent();
    }

    private void note(UserSessionModel login) {
        new ImpersonatedRefusal(session, clock).note(login, refusal);
        Marks.actingIn(session, login)
                .ifPresent(found -> new UserEvents(session, login.getRealm()).refused(login, found, refusal));
    }
}
