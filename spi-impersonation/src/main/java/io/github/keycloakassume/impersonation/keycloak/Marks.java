package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Tells impersonated user sessions from others by their notes. */
public final class Marks {

    private Marks() {}

    /** Our mark, empty when this is nobody's impersonation of ours. */
    public static Optional<ImpersonationMark> of(@Nullable UserSessionModel session) {
        return session == null ? Optional.empty() : ImpersonationMark.in(session::getNote);
    }

    /** Whether a login in the making carries our mark on to the session that it leads to. */
    public static boolean isCarriedBy(@Nullable AuthenticationSessionModel login) {
        return login != null
                && ImpersonationMark.in(login.getUserSessionNotes()::get).isPresent();
    }

    /**
     * Whether somebody acts as somebody else with this token. Its session tells; where there is none (transient tokens)
     * its claims do.
     */
    public static boolean isImpersonated(AccessToken token, @Nullable UserSessionModel session) {
        return session == null
                ? token.getOtherClaims().containsKey(ImpersonationMark.ACT_CLAIM)
                        || token.getOtherClaims().containsKey(ImpersonationMark.IMPERSONATION_CLAIM)
                : isImpersonated(session);
    }

    /** Whether somebody acts as somebody else in this session: ours, or the Admin Console's own impersonation. */
    public static boolean isImpersonated(@Nullable UserSessionModel session) {
        return session != null
                && (of(session).isPresent()
                        || session.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null);
    }
}
