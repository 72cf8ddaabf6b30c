package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.RoleEdge;
import io.github.keycloakassume.core.keycloak.ServerStart;
import io.github.keycloakassume.core.store.OldValue;
import io.github.keycloakassume.core.store.RoleTables;
import io.github.keycloakassume.core.store.RoleWitness;
import io.github.keycloakassume.core.store.WriteTransaction;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.utils.KeycloakSessionUtil;

/** Has each transaction of this server watched from the moment that it touches what passes roles on; none before. */
final class RoleWatches implements RoleWitness {

    private static final Logger LOG = Logger.getLogger(RoleWatches.class);

    private static final String PREPARED = "assume-role-watch";

    private final KeycloakSessionFactory factory;
    private final ServerStart start;
    private final Clock clock;
    private final ScopeGuard scopes;
    private final Map<WriteTransaction, RoleWatch> watches = new ConcurrentHashMap<>();

    RoleWatches(KeycloakSessionFactory factory, ServerStart start, ScopeGuard scopes, Clock clock) {
        this.factory = factory;
        this.start = start;
        this.clock = clock;
        this.scopes = scopes;
    }

    /**
     * A request of administration is looked at before anything of it is committed, with what waits to be written sent
     * first: refused then, it leaves nothing done anywhere, and a clear answer.
     */
    void prepare(KeycloakSession session) {
        start.hear(session);
        if (AdminRequest.writing(session).isPresent()) {
            prepared(session);
            scopes.prepare(session);
        }
    }

    @Override
    public void aboutToWrite(WriteTransaction transaction, Object entity, boolean removed) {
        if (!removed) {
            scopes.aboutToWrite(entity);
        }
        RoleEdge.realm(entity, removed).ifPresent(realm -> watch(transaction).touches(realm, entity, removed));
    }

    @Override
    public void aboutToWriteMany(WriteTransaction transaction, boolean ofUsers) {
        watch(transaction).touchesMany(ofUsers);
    }

    @Override
    public void changing(WriteTransaction transaction, OldValue old) {
        switch (old.field()) {
            case CLIENT_IS_PUBLIC, CLIENT_IS_BEARER_ONLY -> scopes.changing(old.holder());
            default -> watch(transaction).changes(old);
        }
    }

    private RoleWatch watch(WriteTransaction transaction) {
        RoleWatch known = watches.get(transaction);
        RoleWatch watch = known == null ? begin(transaction) : known;
        watch.lookAtEndAround();
        return watch;
    }

    private RoleWatch begin(WriteTransaction written) {
        @Nullable KeycloakSession owner = owner(written);
        WriteTransaction transaction = written.untilItsEnd();
        RoleWatch watch = new RoleWatch(transaction, new Doer(owner, factory, start, clock));
        transaction.atEnd(watch::check, () -> watches.remove(transaction));
        watches.put(transaction, watch);
        if (owner != null) {
            prepared(owner);
        }
        return watch;
    }

    /** The session of this thread, unless it is one that works within another's. */
    private static @Nullable KeycloakSession owner(WriteTransaction transaction) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        return session != null && WriteTransaction.of(session).equals(transaction) ? session : null;
    }

    private void prepared(KeycloakSession session) {
        if (session.getAttribute(PREPARED) == null) {
            session.setAttribute(PREPARED, true);
            try {
                session.getTransactionManager().enlistPrepare(new Look(session));
            } catch (IllegalStateException e) {
                LOG.debug("It commits already: the look right before that of the database has to do", e);
            }
        }
    }

    private final class Look extends AbstractKeycloakTransaction {

        private final KeycloakSession session;

        private Look(KeycloakSession session) {
            this.session = session;
        }

        @Override
        protected void commitImpl() {
            new RoleTables(session).flush();
            RoleWatch watch = watches.get(WriteTransaction.of(session));
            if (watch != null) {
                watch.check();
            }
        }

        @Override
        protected void rollbackImpl() {}
    }
}
