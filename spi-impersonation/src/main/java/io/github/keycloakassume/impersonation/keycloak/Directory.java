package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/** Finds users of a realm. */
public final class Directory {

    private final UserProvider users;
    private final RealmModel realm;

    public Directory(KeycloakSession session, RealmModel realm) {
        this.users = session.users();
        this.realm = realm;
    }

    /**
     * The one user with that id, username or e-mail.
     *
     * @throws RefusedException {@code user-ambiguous} when the name is one user's username and another's e-mail: guessing
     *     would let people choose names that make others become them
     */
    public Optional<UserModel> find(String idOrName) {
        Set<String> ids = Stream.of(
                        isId(idOrName) ? users.getUserById(realm, idOrName) : null,
                        users.getUserByUsername(realm, idOrName),
                        realm.isDuplicateEmailsAllowed() ? null : users.getUserByEmail(realm, idOrName))
                .flatMap(Stream::ofNullable)
                .map(UserModel::getId)
                .collect(Collectors.toSet());
        if (ids.size() > 1) {
            throw new RefusedException(Refusal.USER_AMBIGUOUS);
        }
        return ids.stream().findFirst().map(id -> users.getUserById(realm, id));
    }

    /** Ids of federated users have two parts behind the f; Keycloak's own parser ({@code StorageId}) fails on one. */
    private static boolean isId(String text) {
        return !text.startsWith("f:") || text.indexOf(':', 2) > 0;
    }

    /** The user whom token exchange V1 takes for that requested subject, by username or else by id. */
    public static Optional<UserModel> named(KeycloakSession session, RealmModel realm, String requestedSubject) {
        return Optional.ofNullable(session.users().getUserByUsername(realm, requestedSubject))
                .or(() -> Optional.of(requestedSubject)
                        .filter(Directory::isId)
                        .map(id -> session.users().getUserById(realm, id)));
    }

    /** That user now, empty when he is gone. */
    public Optional<UserModel> find(Person person) {
        return Optional.ofNullable(users.getUserById(realm, person.userId()));
    }

    /** A user as records remember him. */
    public static Person person(RealmModel realm, UserModel user) {
        return new Person(realm.getId(), user.getId(), user.getUsername());
    }

    /** How pages call a user: full name if he has one, and username. */
    public static String displayName(UserModel user) {
        return displayName(user.getFirstName(), user.getLastName(), user.getUsername());
    }

    static String displayName(@Nullable String firstName, @Nullable String lastName, String username) {
        String name =
                Stream.of(firstName, lastName).filter(part -> !isBlank(part)).collect(Collectors.joining(" "));
        return name.isEmpty() ? username : name + " (" + username + ")";
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
