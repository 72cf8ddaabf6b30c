package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.Person;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The request of administration that a session serves, also from within a transaction of its own (partial import). These
 * are all paths on which Keycloak itself verifies a token and changes realms in its holder's name; on every other path a
 * caller is unknown, whatever token the request carries.
 */
public final class AdminRequest {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** What is below a realm to give users something. */
    private static final Set<String> ABOUT_USERS = Set.of("users", "groups", "organizations", "partialImport");

    /** What is below a realm for logins, and for what follows from an e-mail or a page of a login. */
    private static final Set<String> OF_LOGINS = Set.of("broker", "login-actions", "protocol");

    private final KeycloakSession session;
    private final Door door;
    private final RequestPath path;

    /**
     * Who sends a request.
     *
     * @param home the realm they belong to
     * @param client the application that sends it for them: they can do no more than what it may. Null when this very
     *     request has deleted it, and then they can do nothing more
     * @param isThemselves whether it is sure that they call: by a token of a login of theirs, or of the service account of that
     *     application, which no other actor uses, by impersonation or by Keycloak's own delegation
     */
    public record Caller(
            RealmModel home, UserModel user, @Nullable ClientModel client, boolean isThemselves) {

        /** They as records remember them. */
        public Person person() {
            return Directory.person(home, user);
        }

        /** Ids of the roles of theirs that they can use here, as {@code AdminAuth.hasAppRole} reads it. */
        public Set<String> roleIds() {
            return UserRoles.rights(user).stream()
                    .filter(role -> client != null && client.hasScope(role))
                    .map(RoleModel::getId)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Where administration comes in. */
    private enum Door {
        /** Keycloak verifies the token before it looks at anything else of the path ({@code AdminRoot}). */
        ADMIN_API,
        /** The same for version 2 ({@code DefaultAdminApi}). */
        ADMIN_API_V2,
        /** {@code ScimRealmResourceFactory}. */
        SCIM,
        /** Its tokens may be others than those of users, or none at all ({@code ClientRegistrationAuth}). */
        CLIENT_REGISTRATION;

        private boolean leads(RequestPath path) {
            return switch (this) {
                case ADMIN_API -> path.isBelow("admin", "realms");
                case ADMIN_API_V2 -> path.isBelow("admin", "api");
                case SCIM -> path.isBelow("realms", RequestPath.ANY, "scim");
                case CLIENT_REGISTRATION -> path.isBelow("realms", RequestPath.ANY, "clients-registrations");
            };
        }
    }

    private AdminRequest(KeycloakSession session, Door door, RequestPath path) {
        this.session = session;
        this.door = door;
        this.path = path;
    }

    /** The request, if it is one that writes; reading gives nobody anything, whatever it makes a directory import. */
    public static Optional<AdminRequest> writing(KeycloakSession session) {
        return ServedRequest.of(session)
                .filter(http -> !READING.contains(http.getHttpMethod()))
                .map(RequestPath::of)
                .flatMap(path -> Stream.of(Door.values())
                        .filter(door -> door.leads(path))
                        .map(door -> new AdminRequest(session, door, path))
                        .findFirst());
    }

    /** Whether the session serves any request at all: none at the server's start, on the command line, for a timer. */
    public static boolean isServed(KeycloakSession session) {
        return ServedRequest.of(session).isPresent();
    }

    /**
     * Whether what a session does is to go on without a role that it may not give: a job, a request that reads, a login, a
     * directory that is synchronized. Every other request is to say that it has not done what it was asked for.
     */
    public static boolean goesOnWithout(KeycloakSession session) {
        return ServedRequest.of(session)
                .map(http -> READING.contains(http.getHttpMethod())
                        || isOfLogin(RequestPath.of(http))
                        || writing(session)
                                .filter(request -> !request.isAboutUsers())
                                .isPresent())
                .orElse(true);
    }

    /**
     * Whether a session serves a request of a login, by whatever method: users do there by themselves what elsewhere
     * administrators do.
     */
    public static boolean isOfLogin(KeycloakSession session) {
        return ServedRequest.of(session)
                .filter(http -> isOfLogin(RequestPath.of(http)))
                .isPresent();
    }

    private static boolean isOfLogin(RequestPath path) {
        return path.isBelow("realms", RequestPath.ANY)
                && path.part(2).filter(OF_LOGINS::contains).isPresent();
    }

    /**
     * Whether it is one to give a user something. In others (a directory is synchronized) he who sends it gives nothing,
     * whatever users get by it.
     */
    public boolean isAboutUsers() {
        return door != Door.ADMIN_API
                || path.part(2).isEmpty()
                || path.part(3).filter(ABOUT_USERS::contains).isPresent();
    }

    /** Who sends it, by the token that Keycloak has verified. */
    public Optional<Caller> caller() {
        return (switch (door) {
                    case ADMIN_API -> VerifiedToken.ofContextAround(session);
                    case ADMIN_API_V2, SCIM -> VerifiedToken.ofContext(session);
                    case CLIENT_REGISTRATION -> VerifiedToken.ofThisRealm(session);
                })
                .flatMap(VerifiedToken::caller);
    }
}
