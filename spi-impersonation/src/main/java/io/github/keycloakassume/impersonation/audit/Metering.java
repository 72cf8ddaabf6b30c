package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.AssumeModule;
import io.github.keycloakassume.core.spi.Refused;
import io.github.keycloakassume.core.spi.TrailWritten;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Counts, on this node, what the trail writes: on Keycloak's own metrics endpoint, which adds its registry to
 * Micrometer's global one. Where that endpoint is off there is none, and nothing is counted.
 */
final class Metering {

    private static final Set<String> CAUSES =
            Stream.of(EndCause.values()).map(EndCause::wireName).collect(Collectors.toSet());

    private static final String PREFIX = "keycloak.assume.impersonations.";

    private final KeycloakSession session;

    private Metering(KeycloakSession session) {
        this.session = session;
    }

    /** Counts from now on. */
    static void listen(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof TrailWritten written) {
                new Metering(written.session()).done(written.entry());
            } else if (event instanceof Refused refused) {
                new Metering(refused.session()).refused(refused.entry());
            }
        });
    }

    /** Counts a start or an end once it is certain; nothing else. */
    private void done(TrailEntry entry) {
        if (entry.action().equals(ImpersonationAction.STARTED)) {
            Counter started = counter("started", "Impersonations that have started on this node", entry)
                    .register(Metrics.globalRegistry);
            AfterCommit.of(session, started::increment);
        } else if (entry.action().equals(ImpersonationAction.ENDED)) {
            Counter ended = counter("ended", "Impersonations that this node has ended", entry)
                    .tag("cause", known(entry, CAUSES))
                    .register(Metrics.globalRegistry);
            AfterCommit.of(session, ended::increment);
        }
    }

    /** Counts a refusal at once, whatever becomes of the request. */
    private void refused(TrailEntry entry) {
        counter("refused", "What this node has refused, to impersonators and while impersonating", entry)
                .tag("reason", known(entry, reasons()))
                .register(Metrics.globalRegistry)
                .increment();
    }

    private Counter.Builder counter(String name, String description, TrailEntry entry) {
        RealmModel realm = session.realms().getRealm(entry.realmId());
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag("realm", realm == null ? entry.realmId() : realm.getName());
    }

    /** Few values, whatever another module writes into its details. */
    private static String known(TrailEntry entry, Set<String> values) {
        return entry.detail() != null && values.contains(entry.detail()) ? entry.detail() : "other";
    }

    private Set<String> reasons() {
        return session.getAllProviders(AssumeModule.class).stream()
                .flatMap(module -> module.refusals().stream())
                .map(Refusal::key)
                .collect(Collectors.toSet());
    }
}
