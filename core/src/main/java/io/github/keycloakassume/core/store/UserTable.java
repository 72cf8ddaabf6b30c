package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.UserReference;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's own table of users, by the name of its JPA entity. Its user model asks for one user at a time, and for his
 * organizations each time ({@code UserStorageManager.isReadOnlyOrganizationMember}).
 */
public final class UserTable {

    private final EntityManager entities;

    public UserTable(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** What a user is called. */
    public record Row(
            String id,
            String username,
            @Nullable String firstName,
            @Nullable String lastName) {}

    /** Those of these users who have a row here; users of directories that import nobody have none. */
    public List<Row> find(String realmId, Collection<String> ids) {
        return Batches.of(ids).stream()
                .flatMap(batch -> entities.createQuery(
                                "select u.id, u.username, u.firstName, u.lastName from UserEntity u"
                                        + " where u.id in :ids and u.realmId = :realmId",
                                Tuple.class)
                        .setParameter("ids", batch)
                        .setParameter("realmId", realmId)
                        .getResultStream())
                .map(row -> new Row(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, String.class)))
                .toList();
    }

    /**
     * The ids of all users here who are called that, by id, username or e-mail address: always the same statement, no matter
     * which user is found. A part for each column, because each has its index.
     */
    public Set<String> called(String realmId, UserReference name) {
        return entities.createQuery(
                        Stream.of("u.id = :text", "u.username = :folded", "u.email = :folded")
                                .map(column -> "select u.id, u.username, u.email from UserEntity u where " + column
                                        + " and u.realmId = :realmId")
                                .collect(Collectors.joining(" union all ")),
                        Tuple.class)
                .setParameter("text", name.text())
                .setParameter("folded", name.folded())
                .setParameter("realmId", realmId)
                .getResultStream()
                .filter(row -> name.isId(row.get(0, String.class))
                        || name.isName(row.get(1, String.class))
                        || name.isName(row.get(2, String.class)))
                .map(row -> row.get(0, String.class))
                .collect(Collectors.toSet());
    }
}
