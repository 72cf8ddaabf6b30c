package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.UserReference;
import io.github.keycloakassume.core.store.UserTable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * Finds users of a realm: for every resource that takes one, in the same way. A name that could mean two users means none, in
 * whatever way the realm has set up e-mail addresses: else users could choose names that lead others into the wrong account.
 */
public final class Directory {

    /** The kind of component that a storage of users outside of Keycloak's own table is. */
    private static final String USER_STORAGE = "org.keycloak.storage.UserStorageProvider";

    private final KeycloakSession session;
    private final UserProvider users;
    private final RealmModel realm;

    public Directory(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.users = session.users();
        this.realm = realm;
    }

    /**
     * The one user with that id, username or e-mail address.
     *
     * @throws RefusedException {@code user-ambiguous} when two users are called that, by whichever of the three
     */
    public Optional<UserModel> find(@Nullable String idOrName) {
        return UserReference.of(idOrName).flatMap(this::find);
    }

    private Optional<UserModel> find(UserReference name) {
        Set<String> ids = new HashSet<>(new UserTable(session).called(realm.getId(), name));
        if (hasOtherStorages()) {
            elsewhere(name).map(UserModel::getId).forEach(ids::add);
        }
        if (ids.size() > 1) {
            throw new RefusedException(Refusal.USER_AMBIGUOUS);
        }
        return ids.stream().findFirst().map(id -> users.getUserById(realm, id));
    }

    private boolean hasOtherStorages() {
        return realm.getComponentsStream(realm.getId(), USER_STORAGE).findAny().isPresent();
    }

    /** Keycloak asks its other storages one by one, and after its own table: who stands behind another there is nobody. */
    private Stream<UserModel> elsewhere(UserReference name) {
        return Stream.of(
                        new ById(session, realm).user(name.text()),
                        Optional.ofNullable(users.getUserByUsername(realm, name.folded()))
                                .filter(user -> name.isName(user.getUsername())),
                        Optional.ofNullable(byEmail(name)).filter(user -> name.isName(user.getEmail())))
                .flatMap(Optional::stream);
    }

    private @Nullable UserModel byEmail(UserReference name) {
        try {
            return users.getUserByEmail(realm, name.folded());
        } catch (ModelDuplicateException several) {
            // Several rows of Keycloak's own table (JpaUserProvider.ensureEmailConstraint), also where none is allowed
            // now.
            throw new RefusedException(Refusal.USER_AMBIGUOUS);
        }
    }

    /** The user whom token exchange V1 takes for that requested subject, by username or else by id. */
    public static Optional<UserModel> named(KeycloakSession session, RealmModel realm, String requestedSubject) {
        return Optional.ofNullable(session.users().getUserByUsername(realm, requestedSubject))
                .or(() -> Optional.of(requestedSubject)
                        .filter(IdText::isPossible)
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
