package io.github.keycloakassume.impersonation.keycloak;

import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.sessions.infinispan.UserSessionAdapter;
import org.keycloak.models.sessions.infinispan.entities.UserSessionEntity;

/**
 * The end that Keycloak itself enforces, with our JAR or without: a session that counts as begun so long ago that its
 * realm's longest single sign-on session ends then. Keycloak fixes the beginning when it stores a session, so this is the
 * end that no extension can pass, not the one that was asked for.
 */
final class FailSafeEnd {

    private static final Logger LOG = Logger.getLogger(FailSafeEnd.class);

    /** Our own end comes first: it tells the applications and leaves a trail. */
    private static final Duration AFTER_OURS = Duration.ofSeconds(60);

    private FailSafeEnd() {}

    /** Sets it on a session of this very transaction. */
    static void set(UserSessionModel opened, RealmModel realm, Instant latestEnd) {
        if (opened instanceof UserSessionAdapter<?> adapter) {
            UserSessionEntity entity = adapter.getEntity();
            long begun = latestEnd.plus(AFTER_OURS).getEpochSecond() - realm.getSsoSessionMaxLifespan();
            entity.setStarted(Math.toIntExact(Math.min(begun, entity.getStarted())));
        } else {
            LOG.debugf("Sessions of %s have no beginning that could be set", opened.getClass());
        }
    }
}
