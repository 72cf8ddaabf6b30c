package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.store.Batches;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.common.util.MultiSiteUtils;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's own table of logins, by the name of its JPA entity. Its cache may have a login that is over: a request that had begun
 * before the logout puts it back. The row stays away.
 */
public final class LoginRows {

    private final EntityManager entities;

    public LoginRows(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * Those of these logins that have ended, as far as the table knows; none where Keycloak keeps logins in memory alone.
     *
     * @param ids of online sessions that have been stored: a new one is a moment after its request is committed
     */
    public Set<String> endedAmong(Collection<String> ids) {
        if (ids.isEmpty() || !MultiSiteUtils.isPersistentSessionsEnabled()) {
            return Set.of();
        }
        Set<String> known = Batches.of(ids).stream()
                .flatMap(batch -> entities.createQuery(
                                "select s.userSessionId from PersistentUserSessionEntity s"
                                        + " where s.userSessionId in :ids and s.offline = '0'",
                                String.class)
                        .setParameter("ids", batch)
                        .getResultStream())
                .collect(Collectors.toSet());
        return ids.stream().filter(id -> !known.contains(id)).collect(Collectors.toUnmodifiableSet());
    }
}
