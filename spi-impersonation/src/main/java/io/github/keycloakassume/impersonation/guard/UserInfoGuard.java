package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.SealedUserInfo;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * A session of Keycloak's own impersonation that is none of ours is told nothing of the user, by whatever scopes; nor is one
 * whose impersonation is over; nor is anything told of an impersonated session that does not say who acts.
 */
public final class UserInfoGuard {

    private final KeycloakSession session;
    private final Clock clock;

    public UserInfoGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Whether an answer that Keycloak has made is to be kept back; the trail has it then. Other people cost a look at what the
     * seal has found ({@link SealedUserInfo}).
     */
    public boolean keepsBack() {
        Optional<SealedUserInfo> sealed = SealedUserInfo.in(session);
        return sealed.filter(found -> found == SealedUserInfo.ORDINARY).isEmpty() && keepsBack(sealed.isPresent());
    }

    private boolean keepsBack(boolean isSealed) {
        List<PresentedToken> impersonated = Stream.of(PresentedToken.ofRequest(session), PresentedToken.ofForm(session))
                .flatMap(Optional::stream)
                .filter(new ImpersonatedToken(session)::is)
                .toList();
        List<UserSessionModel> stray = impersonated.stream()
                .flatMap(token -> token.verifiedSession().stream())
                .filter(login -> Marks.isStray(session, login))
                .toList();
        stray.forEach(new RefuseStray(session, clock)::note);
        boolean unsealed = !impersonated.isEmpty() && !isSealed;
        return unsealed || !stray.isEmpty() || impersonated.stream().anyMatch(this::isOver);
    }

    private boolean isOver(PresentedToken token) {
        UserSessionModel login = token.verifiedSession().orElse(null);
        return login != null && new ReviewAtApplication(session, clock).isOver(login, token.client(login.getRealm()));
    }
}
