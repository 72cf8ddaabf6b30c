package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.store.UserTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What users of a realm are called. Many can be looked up at once, and who was found is remembered: one of these serves
 * one piece of work. It says nothing of what they may do.
 */
public final class KnownUsers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, Known> known = new HashMap<>();

    public KnownUsers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * One user.
     *
     * @param displayName how pages and mails call him ({@link Directory#displayName(UserModel)})
     */
    public record Known(Person person, String displayName) {}

    /** Looks up all of them at once: they will be asked for. */
    public void expect(Collection<String> ids) {
        new UserTable(session)
                .find(realm.getId(), ids)
                .forEach(row -> known.put(
                        row.id(),
                        new Known(
                                new Person(realm.getId(), row.id(), row.username()),
                                Directory.displayName(row.firstName(), row.lastName(), row.username()))));
    }

    /** The user of that id, empty when he is gone. */
    public Optional<Known> find(String id) {
        return Optional.ofNullable(known.computeIfAbsent(id, this::lookUp));
    }

    private @Nullable Known lookUp(String id) {
        UserModel user = session.users().getUserById(realm, id);
        return user == null ? null : new Known(Directory.person(realm, user), Directory.displayName(user));
    }
}
