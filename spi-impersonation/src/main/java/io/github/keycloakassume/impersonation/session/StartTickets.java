package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Secrets;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tickets that start a requested impersonation in a browser, at the impersonator's own realm. Keycloak's cache keeps only their
 * hash. That one starts a single time is the record's doing: what is used up in the cache does not come back when the commit
 * fails.
 */
final class StartTickets {

    /** How long a ticket can be used. */
    static final Duration LIFESPAN = Duration.ofMinutes(1);

    private static final String REALM_ID = "realm";
    private static final String IMPERSONATION_ID = "impersonation";

    private final KeycloakSession session;
    private final RealmModel home;
    private final String prefix;

    /**
     * The tickets of the impersonators of a realm.
     *
     * @param home their realm, which may not be their subjects'
     */
    StartTickets(KeycloakSession session, RealmModel home) {
        this.session = session;
        this.home = home;
        this.prefix = "assume-start." + home.getId() + '.';
    }

    /** What a ticket stands for. */
    record Target(String realmId, String impersonationId) {

        private static Target of(Map<String, String> notes) {
            return new Target(notes.getOrDefault(REALM_ID, ""), notes.getOrDefault(IMPERSONATION_ID, ""));
        }
    }

    /** The address that starts it, at the impersonator's own realm, where their own cookies are sent. */
    URI link(Impersonation pending) {
        return URI.create(new RealmUrls(session, home).start() + "?ticket=" + issue(pending));
    }

    private String issue(Impersonation pending) {
        String ticket = Secrets.random();
        session.singleUseObjects()
                .put(
                        key(ticket),
                        LIFESPAN.toSeconds(),
                        Map.of(REALM_ID, pending.realmId(), IMPERSONATION_ID, pending.id()));
        return ticket;
    }

    /** What a ticket stands for. */
    Optional<Target> look(String ticket) {
        return Optional.ofNullable(session.singleUseObjects().get(key(ticket))).map(Target::of);
    }

    private String key(String ticket) {
        return prefix + Secrets.hash(ticket);
    }
}
