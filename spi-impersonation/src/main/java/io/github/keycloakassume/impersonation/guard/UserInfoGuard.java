package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** A session of Keycloak's own impersonation that is none of ours is told nothing of the user, by whatever scopes. */
public final class UserInfoGuard {

    private final KeycloakSession session;
    private final Clock clock;

    public UserInfoGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Whether an answer that Keycloak has made is to be kept back; the trail has it then. Other people cost one parsing of
     * their token and the lookup of its session, which Keycloak has loaded.
     */
    public boolean keepsBack() {
        Optional<UserSessionModel> stray = Stream.of(PresentedToken.ofRequest(session), PresentedToken.ofForm(session))
                .flatMap(Optional::stream)
                .filter(PresentedToken::isImpersonated)
                .flatMap(token -> token.verifiedSession().stream())
                .filter(Marks::isStray)
                .findFirst();
        stray.ifPresent(new RefuseStray(session, clock)::note);
        return stray.isPresent();
    }
}
