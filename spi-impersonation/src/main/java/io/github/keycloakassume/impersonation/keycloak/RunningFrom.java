package io.github.keycloakassume.impersonation.keycloak;

import java.util.List;
import org.keycloak.models.UserSessionModel;

/**
 * The impersonations that run from a person's own session, in its notes: when that session ends so do they, and to know
 * that none does must cost nothing.
 */
public final class RunningFrom {

    private static final String PREFIX = "assume.running.";
    private static final String RUNS = "true";

    private final UserSessionModel own;

    public RunningFrom(UserSessionModel own) {
        this.own = own;
    }

    public void add(String impersonationId) {
        own.setNote(PREFIX + impersonationId, RUNS);
    }

    public void remove(String impersonationId) {
        own.removeNote(PREFIX + impersonationId);
    }

    /** Their ids. */
    public List<String> ids() {
        return own.getNotes().keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .toList();
    }
}
