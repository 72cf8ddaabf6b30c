package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * The impersonations that run from a person's own session: when that session ends so do they. Its notes name them, so that
 * to know that there is none costs nothing; they are hints, and only those count whose record says that this person started
 * them from this very session.
 */
public final class RunningFrom {

    private static final String PREFIX = "assume.running.";
    private static final String RUNS = "true";

    /** That there are some by exchanged tokens: there may be very many, which the notes do not name one by one. */
    private static final String EXCHANGES = "assume.exchanges";

    private final KeycloakSession session;
    private final UserSessionModel own;

    public RunningFrom(KeycloakSession session, UserSessionModel own) {
        this.session = session;
        this.own = own;
    }

    public void add(String impersonationId) {
        own.setNote(PREFIX + impersonationId, RUNS);
    }

    /** Notes that this login acts on behalf of users. */
    public void addExchanges() {
        if (own.getNote(EXCHANGES) == null) {
            own.setNote(EXCHANGES, RUNS);
        }
    }

    /** The name alone is known without asking for the user. */
    private boolean isServiceAccount() {
        return own.getLoginUsername() != null
                && own.getLoginUsername().startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX)
                && own.getUser().getServiceAccountClientLink() != null;
    }

    public void remove(String impersonationId) {
        own.removeNote(PREFIX + impersonationId);
    }

    /** Whether there may be one, which costs no query. */
    boolean isHinted() {
        return own.getNotes().keySet().stream().anyMatch(name -> name.startsWith(PREFIX) || name.equals(EXCHANGES));
    }

    /** The notes that name those, and the one that makes us look for others: where it is planted it costs a query. */
    static Set<String> notesOf(List<Impersonation> running) {
        return Stream.concat(running.stream().map(one -> PREFIX + one.id()), Stream.of(EXCHANGES))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether there may be some by exchanged tokens, of this login or of the service account whose it is; costs no query. */
    public boolean mayHaveExchanges() {
        return own.getNote(EXCHANGES) != null || isServiceAccount();
    }

    /** Those, whether or not they have ended meanwhile. */
    public List<Impersonation> find() {
        ImpersonationStore store = new ImpersonationStore(session);
        return own.getNotes().keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> store.find(name.substring(PREFIX.length())))
                .flatMap(Optional::stream)
                .filter(found ->
                        found.isFrom(own.getRealm().getId(), own.getUser().getId(), own.getId()))
                .toList();
    }
}
