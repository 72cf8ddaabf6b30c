package io.github.keycloakassume.planted.impersonation.session;

import io.github.keycloakassume.planted.impersonation.rest.PlantedCircle;
import io.micrometer.core.instrument.Metrics;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.resource.RealmResourceProvider;

/** Does what no class of this room may. */
@SuppressWarnings({"JavaUtilDate", "TimeZoneUsage", "ThreadSleep"}) // planted on purpose
public final class PlantedViolations {

    public static final Clock CLOCK = Clock.systemUTC();

    public String internals(KeycloakSession session) {
        AuthenticationManager.expireIdentityCookie(session);
        return KeycloakModelUtils.generateId();
    }

    public boolean allowed(RealmResourceProvider provider, PlantedCircle circle) {
        return provider.getResource().equals(circle);
    }

    public void edges(EntityManager entities, Response response) {
        entities.persist(response);
    }

    public boolean caught(EntityManager entities) {
        try {
            entities.flush();
            return true;
        } catch (OptimisticLockException e) {
            return false;
        }
    }

    public String path(UriInfo address) {
        return address.getPath();
    }

    public int metrics() {
        return Metrics.globalRegistry.getMeters().size();
    }

    public long wallClock() {
        return System.currentTimeMillis()
                + Instant.now().toEpochMilli()
                + Time.currentTimeMillis()
                + new Date().getTime();
    }

    public void log(Logger logger, List<String> lines) {
        logger.warn("tried again");
        logger.errorf("%s", lines);
        logger.logf(Logger.Level.WARN, "%s", lines);
        logger.debugf("%s", lines);
        lines.forEach(logger::fatal);
    }

    public void sleep() throws InterruptedException {
        Thread.sleep(1);
    }
}
