package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Person;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The request to the Admin API that a session serves, also from within a transaction of its own (partial import). */
public final class AdminRequest {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern PATH = Pattern.compile("/?admin/realms(?:/([^/]+)(?:/(.*))?)?", Pattern.DOTALL);

    private static final Pattern ABOUT_USERS =
            Pattern.compile("(users|groups|organizations)(/.*)?|partialImport", Pattern.DOTALL);

    private final KeycloakSession session;
    private final @Nullable String realmName;
    private final String resource;

    /**
     * Who sends a request.
     *
     * @param home the realm he belongs to
     */
    public record Caller(RealmModel home, UserModel user) {

        /** He as records remember him. */
        public Person person() {
            return Directory.person(home, user);
        }
    }

    private AdminRequest(KeycloakSession session, @Nullable String realmName, @Nullable String resource) {
        this.session = session;
        this.realmName = realmName;
        this.resource = resource == null ? "" : resource;
    }

    /** The request, if it is one that writes; reading gives nobody anything, whatever it makes a directory import. */
    public static Optional<AdminRequest> writing(KeycloakSession session) {
        return ServedRequest.of(session)
                .filter(http -> !READING.contains(http.getHttpMethod()))
                .flatMap(http -> {
                    Matcher path = PATH.matcher(http.getUri().getPath());
                    return path.matches()
                            ? Optional.of(new AdminRequest(session, path.group(1), path.group(2)))
                            : Optional.empty();
                });
    }

    /** Whether the session serves any request at all: none at the server's start, on the command line, for a timer. */
    public static boolean isServed(KeycloakSession session) {
        return ServedRequest.of(session).isPresent();
    }

    /** The name of the realm it is about, empty for one that is being created. */
    public Optional<String> realmName() {
        return Optional.ofNullable(realmName);
    }

    /** The path below the realm. */
    public String resource() {
        return resource;
    }

    /**
     * Whether it is one to give a user something. In others (a directory is synchronized) he who sends it gives nothing,
     * whatever users get by it.
     */
    public boolean isAboutUsers() {
        return realmName == null || ABOUT_USERS.matcher(resource).matches();
    }

    /**
     * Who sends it. Keycloak has verified his token before it came to this session; a transaction within the request has
     * no memory of that, so the token is read again.
     */
    public Optional<Caller> caller() {
        return PresentedToken.ofRequest(session).flatMap(PresentedToken::caller);
    }
}
