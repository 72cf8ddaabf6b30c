package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Person;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
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

    /** Whether somebody acts as somebody else in this session: ours, or in one of Keycloak's own ways. */
    public static boolean isImpersonated(@Nullable UserSessionModel session) {
        return session != null && (of(session).isPresent() || hasStockNotes(session));
    }

    /** Whether Keycloak's own impersonation has opened this session and it is none of ours. */
    public static boolean isStray(@Nullable UserSessionModel session) {
        return session != null && hasStockNotes(session) && of(session).isEmpty();
    }

    /** Whose id Keycloak has noted there as the real person's, null where it has noted none. */
    public static @Nullable String stockActorId(UserSessionModel session) {
        return session.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString());
    }

    /** Who acts in a stray session, as far as Keycloak tells: the realm of the id is not noted. */
    public static Optional<Person> strayActor(KeycloakSession session, UserSessionModel stray) {
        String id = stockActorId(stray);
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        return id == null
                ? Optional.empty()
                : Stream.of(stray.getRealm(), master)
                        .filter(realm -> session.users().getUserById(realm, id) != null)
                        .findFirst()
                        .map(realm -> Directory.person(realm, session.users().getUserById(realm, id)));
    }

    /** By a person, or by a client in the name of nobody (token exchange V1 without a subject token). */
    private static boolean hasStockNotes(UserSessionModel session) {
        return stockActorId(session) != null
                || session.getNote(ImpersonationSessionNote.IMPERSONATOR_CLIENT.toString()) != null;
    }
}
