package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.NamedClients;
import io.github.keycloakassume.core.keycloak.RefusedAdministration;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.store.ReservedOfClients;
import io.github.keycloakassume.impersonation.store.ReservedOfClients.Said;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * What an application says of itself by client registration decides nothing of ours: attributes {@code assume.*} are as
 * they were when the request came, and no new client has a client id of Keycloak's own, which we trust by its name. What is
 * compared is the database before the request does anything and right before it commits, so that it does not matter how
 * it was changed: set, changed, left out, or deleted with the client (who would register again without it). Only what this
 * request can have touched counts: the client that it is about, and those that it has read or made.
 */
public final class RegistrationGuard {

    private final KeycloakSession session;
    private final Clock clock;
    private final ReservedOfClients clients;

    public RegistrationGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.clients = new ReservedOfClients(session);
    }

    /**
     * Begins to watch over a writing request.
     *
     * @param clientIds what the client that it is about may be called, none for a new one
     */
    public void begin(Set<String> clientIds) {
        String realmId = session.getContext().getRealm().getId();
        Set<String> target = clientIds.isEmpty() ? Set.of() : clients.named(realmId, clientIds);
        Set<Said> attributes = clients.attributes(realmId);
        Set<String> own = clients.named(realmId, NamedClients.OF_KEYCLOAK);
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                Set<Said> later = clients.attributes(realmId);
                Set<String> named = clients.named(realmId, NamedClients.OF_KEYCLOAK);
                Set<String> touched = new HashSet<>(target);
                touched.addAll(clients.loaded());
                if (isChanged(attributes, later, touched) || isNew(own, named, touched)) {
                    refuse(realmId, clientIds);
                }
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    /** Other administrators may say something of other clients at the same moment. */
    static boolean isChanged(Set<Said> before, Set<Said> later, Set<String> touched) {
        return Stream.concat(
                        before.stream().filter(said -> !later.contains(said)),
                        later.stream().filter(said -> !before.contains(said)))
                .anyMatch(said -> touched.contains(said.client()));
    }

    private static boolean isNew(Set<String> before, Set<String> later, Set<String> touched) {
        return later.stream().filter(client -> !before.contains(client)).anyMatch(touched::contains);
    }

    private void refuse(String realmId, Set<String> clientIds) {
        @Nullable
        String clientId =
                clientIds.stream().min(Comparator.comparing(String::length)).orElse(null);
        Refusal refusal = ImpersonationRefusal.RESERVED_FOR_ADMINISTRATORS;
        new Trail(session, clock)
                .refused(new TrailEntry(realmId, TrailAction.REFUSED, null, null, null, clientId, refusal.key()));
        throw RefusedAdministration.because(session, refusal);
    }
}
