package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Standing;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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

/**
 * Tells impersonated user sessions from others. A note of the session points to the record, and the record decides
 * ({@link Standing}). Sessions without that note cost no query; those with it one in a transaction, because the entity is
 * in the persistence context then, with what this transaction has changed in it.
 */
public final class Marks {

    private Marks() {}

    /** The mark of the impersonation that runs, or ran, in this very session; empty for every other session. */
    public static Optional<ImpersonationMark> of(KeycloakSession session, @Nullable UserSessionModel login) {
        return pointedTo(session, login, Standing.ITS_OWN).map(found -> mark(session, found));
    }

    /** The same, or the mark of the impersonation that this session is a copy of: who acts there. */
    public static Optional<ImpersonationMark> actingIn(KeycloakSession session, @Nullable UserSessionModel login) {
        return of(session, login).or(() -> copied(session, login).map(found -> mark(session, found)));
    }

    /** The impersonation that this session is a copy of: it is to be refused and ended. */
    public static Optional<Impersonation> copied(KeycloakSession session, @Nullable UserSessionModel login) {
        return pointedTo(session, login, Standing.COPY);
    }

    /**
     * Whether this login belongs to an impersonation: it is of the user and of the authentication session that the record
     * names, so that what a mapper writes into other people's logins means nothing.
     */
    public static boolean isCarriedBy(KeycloakSession session, @Nullable AuthenticationSessionModel login) {
        String id = login == null ? null : login.getUserSessionNotes().get(ImpersonationMark.NOTE);
        return login != null
                && id != null
                && login.getAuthenticatedUser() != null
                && new ImpersonationStore(session)
                        .find(id)
                        .filter(found -> Standing.of(
                                        found,
                                        login.getRealm().getId(),
                                        login.getParentSession().getId(),
                                        login.getAuthenticatedUser().getId(),
                                        Instant.EPOCH)
                                == Standing.ITS_OWN)
                        .isPresent();
    }

    /**
     * Whether a token is of an impersonation: by its {@code impersonation} claim, which only this extension writes, or by
     * its session. A token without session (a transient one) that names an actor is of one too, unless Keycloak's own
     * delegation made it.
     *
     * @param login the session that the token is of, null where it has none
     */
    public static boolean isImpersonated(KeycloakSession session, AccessToken token, @Nullable UserSessionModel login) {
        Map<String, Object> claims = token.getOtherClaims();
        return claims.containsKey(ActingClaims.IMPERSONATION)
                || (login == null
                        ? claims.containsKey(ActingClaims.ACT) && !Delegation.isIn(token)
                        : isImpersonated(session, login));
    }

    /** Whether this is an impersonated session: ours, a copy of ours, or one of Keycloak's own. */
    public static boolean isImpersonated(KeycloakSession session, @Nullable UserSessionModel login) {
        return login != null
                && (hasStockNotes(login) || actingIn(session, login).isPresent());
    }

    /** Whether this is an impersonated session that no decision of ours stands behind: Keycloak's own, or a copy of ours. */
    public static boolean isStray(KeycloakSession session, @Nullable UserSessionModel login) {
        return login != null
                && of(session, login).isEmpty()
                && (hasStockNotes(login) || copied(session, login).isPresent());
    }

    /** Whose id Keycloak has noted there as the real person's, null where it has noted none. */
    public static @Nullable String stockActorId(UserSessionModel login) {
        return login.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString());
    }

    /** Who acts in a stray session, as far as is known: Keycloak's own notes do not tell the realm of the id. */
    public static Optional<Person> strayActor(KeycloakSession session, UserSessionModel stray) {
        return copied(session, stray).map(Impersonation::impersonator).or(() -> stockActor(session, stray));
    }

    private static Optional<Person> stockActor(KeycloakSession session, UserSessionModel stray) {
        String id = stockActorId(stray);
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        return id == null
                ? Optional.empty()
                : Stream.of(stray.getRealm(), master)
                        .filter(realm -> session.users().getUserById(realm, id) != null)
                        .findFirst()
                        .map(realm -> Directory.person(realm, session.users().getUserById(realm, id)));
    }

    private static Optional<Impersonation> pointedTo(
            KeycloakSession session, @Nullable UserSessionModel login, Standing wanted) {
        String id = login == null ? null : login.getNote(ImpersonationMark.NOTE);
        return login == null || id == null
                ? Optional.empty()
                : new ImpersonationStore(session)
                        .find(id)
                        .filter(found -> Standing.of(
                                        found,
                                        login.getRealm().getId(),
                                        login.getId(),
                                        login.getUser().getId(),
                                        Instant.ofEpochSecond(login.getStarted()))
                                == wanted);
    }

    /**
     * The mark of an impersonation that has started. Records of before the issuer was kept have that of the impersonator's
     * realm under the address of this request.
     */
    public static ImpersonationMark mark(KeycloakSession session, Impersonation found) {
        String issuer = Objects.requireNonNull(found.start()).issuer();
        if (issuer != null) {
            return ImpersonationMark.of(found, issuer);
        }
        RealmModel home = session.realms().getRealm(found.impersonator().realmId());
        RealmModel known = home == null ? session.realms().getRealm(found.realmId()) : home;
        return ImpersonationMark.of(found, new RealmUrls(session, known).issuer());
    }

    /** By a person, or by a client in the name of nobody (token exchange V1 without a subject token). */
    private static boolean hasStockNotes(UserSessionModel login) {
        return stockActorId(login) != null
                || login.getNote(ImpersonationSessionNote.IMPERSONATOR_CLIENT.toString()) != null;
    }
}
