package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.core.keycloak.RefusedAdministration;
import io.github.keycloakassume.core.keycloak.ScopeAttachment;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientModel.ClientUpdatedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Refuses to attach client scope {@link ImpersonateScope} to a client that may not have it, or to all new clients, and to make such
 * a client of one that has it: what is looked at is how the clients are when the request of administration or client registration is
 * about to be committed. Tokens of such clients do not carry the scope anyway, whatever way it came: of another realm's import, of a
 * login, of the realm's default scopes.
 */
final class ScopeGuard {

    private static final Logger LOG = Logger.getLogger(ScopeGuard.class);

    private static final String ATTRIBUTE = "assume-scope-guard";

    private final Clock clock;

    ScopeGuard(Clock clock) {
        this.clock = clock;
    }

    /** A request of administration begins. Some of what it changes is heard of when it is sent to the database, right before the commit. */
    void prepare(KeycloakSession session) {
        touched(session);
    }

    /** An entity of Keycloak is about to be created. */
    void aboutToWrite(Object entity) {
        ScopeAttachment.of(entity)
                .ifPresent(attachment -> touched().ifPresent(touched -> touched.attachments.add(attachment)));
    }

    /**
     * A client becomes public or bearer-only, or ceases to be. Not all that saves clients says so by an event: version 2 of the
     * Admin API does not ({@code DefaultClientService.createOrUpdate}).
     */
    void changing(String clientId) {
        touched().ifPresent(touched -> touched.clients.add(clientId));
    }

    /** The client as it is saved may be of another protocol now, or have a registration access token. */
    void on(ProviderEvent event) {
        if (event instanceof ClientUpdatedEvent updated) {
            KeycloakSession session = updated.getKeycloakSession();
            ClientModel client = updated.getUpdatedClient();
            if (client.getRealm().equals(session.getContext().getRealm())) {
                touched(session).ifPresent(touched -> touched.clients.add(client.getId()));
            }
        }
    }

    private Optional<Touched> touched() {
        return Optional.ofNullable(KeycloakSessionUtil.getKeycloakSession()).flatMap(this::touched);
    }

    /** Empty for all but requests of administration, of which a server's start, that imports much, is none. */
    private Optional<Touched> touched(KeycloakSession session) {
        return AdminRequest.writing(session).map(request -> {
            @Nullable Touched known = session.getAttribute(ATTRIBUTE, Touched.class);
            return known == null ? begin(session) : known;
        });
    }

    private Touched begin(KeycloakSession session) {
        Touched touched = new Touched(session);
        session.setAttribute(ATTRIBUTE, touched);
        try {
            session.getTransactionManager().enlistPrepare(touched);
            // Who asks is found by their login; once the commit has begun, Keycloak makes no provider that takes
            // part in it.
            session.sessions();
        } catch (IllegalStateException e) {
            LOG.debug("It commits already: what is attached now is not in tokens", e);
        }
        return touched;
    }

    private RuntimeException refused(KeycloakSession session, RealmModel realm, @Nullable ClientModel client) {
        Refusal refusal = Refusal.SCOPE_NOT_FOR_CLIENT;
        new Trail(session, clock)
                .refused(new TrailEntry(
                        realm.getId(),
                        TrailAction.REFUSED,
                        AdminRequest.writing(session)
                                .flatMap(AdminRequest::caller)
                                .map(AdminRequest.Caller::person)
                                .orElse(null),
                        null,
                        null,
                        client == null ? null : client.getClientId(),
                        refusal.key()));
        return RefusedAdministration.because(session, refusal);
    }

    private final class Touched extends AbstractKeycloakTransaction {

        private final KeycloakSession session;
        private final Set<ScopeAttachment> attachments = new HashSet<>();
        private final Set<String> clients = new HashSet<>();

        private Touched(KeycloakSession session) {
            this.session = session;
        }

        /** Of a realm that is imported nothing is found here: the request is not below it. */
        @Override
        protected void commitImpl() {
            @Nullable RealmModel realm = session.getContext().getRealm();
            if (realm != null && !(attachments.isEmpty() && clients.isEmpty())) {
                ImpersonateScope.idIn(session, realm).ifPresent(scope -> check(realm, scope));
            }
        }

        private void check(RealmModel realm, String scope) {
            List<ScopeAttachment> ours = attachments.stream()
                    .filter(attachment -> attachment.scopeId().equals(scope))
                    .toList();
            if (ours.stream().anyMatch(attachment -> attachment.clientId() == null)
                    && ImpersonateScope.isForAllNew(realm)) {
                throw refused(session, realm, null);
            }
            Stream.concat(clients.stream(), ours.stream().map(ScopeAttachment::clientId))
                    .filter(Objects::nonNull)
                    .map(realm::getClientById)
                    .filter(Objects::nonNull)
                    .filter(ImpersonateScope::isAttachedTo)
                    .filter(client -> !ImpersonateScope.mayUse(session, realm, client))
                    .findFirst()
                    .ifPresent(client -> {
                        throw refused(session, realm, client);
                    });
        }

        @Override
        protected void rollbackImpl() {}
    }
}
