package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.model.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Single-use tickets that start a requested impersonation in a browser. Keycloak's cache keeps only their hash. */
final class StartTickets {

    /** How long a ticket can be used. */
    static final Duration LIFESPAN = Duration.ofMinutes(1);

    private static final String IMPERSONATION_ID = "impersonation";

    private final KeycloakSession session;
    private final String prefix;

    StartTickets(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.prefix = "assume-start." + realm.getId() + '.';
    }

    String issue(String impersonationId) {
        String ticket = Secrets.random();
        session.singleUseObjects().put(key(ticket), LIFESPAN.toSeconds(), Map.of(IMPERSONATION_ID, impersonationId));
        return ticket;
    }

    /** The impersonation a ticket stands for; the ticket stays usable. */
    Optional<String> look(String ticket) {
        return Optional.ofNullable(session.singleUseObjects().get(key(ticket))).map(StartTickets::impersonationId);
    }

    /** Uses the ticket up: of any number of callers on any node, one is told true. */
    boolean use(String ticket, String impersonationId) {
        Map<String, String> notes = session.singleUseObjects().remove(key(ticket));
        return notes != null && impersonationId(notes).equals(impersonationId);
    }

    private String key(String ticket) {
        return prefix + Secrets.hash(ticket);
    }

    private static String impersonationId(Map<String, String> notes) {
        return notes.getOrDefault(IMPERSONATION_ID, "");
    }
}
