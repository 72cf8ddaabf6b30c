package io.github.keycloakassume.core.store;

import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.FlushMode;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** A transaction of the database in which something is written that passes roles on. */
public final class WriteTransaction {

    private final SessionImplementor hibernate;
    private final SessionImplementor looking;

    WriteTransaction(SessionImplementor hibernate) {
        this(hibernate, hibernate);
    }

    private WriteTransaction(SessionImplementor hibernate, SessionImplementor looking) {
        this.hibernate = hibernate;
        this.looking = looking;
    }

    /** That of a session of Keycloak. */
    public static WriteTransaction of(KeycloakSession session) {
        return new WriteTransaction(session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(SessionImplementor.class));
    }

    /**
     * The same with a session of its own to look with, on the same connection, which {@link #atEnd} closes. Keycloak imports with sessions
     * that it closes before the transaction ends ({@code EntityManagers.runInBatch}).
     */
    public WriteTransaction untilItsEnd() {
        return new WriteTransaction(
                hibernate,
                hibernate.sessionWithOptions().connection().openSession().unwrap(SessionImplementor.class));
    }

    public RoleTables tables() {
        return new RoleTables(looking);
    }

    public KnownRoleStore knownRoles() {
        return new KnownRoleStore(looking);
    }

    /**
     * Looks at the database as it is: nothing that waits to be written is sent for the sake of these queries, so that they
     * may be asked in the middle of other work.
     */
    public <T> T asItIs(Supplier<T> look) {
        FlushMode usual = looking.getHibernateFlushMode();
        looking.setHibernateFlushMode(FlushMode.COMMIT);
        try {
            return look.get();
        } finally {
            looking.setHibernateFlushMode(usual);
        }
    }

    /** What Keycloak has loaded in it so far. */
    public Collection<Object> loaded() {
        List<Object> loaded = new ArrayList<>();
        hibernate.getPersistenceContext().managedEntitiesIterator().forEachRemaining(loaded::add);
        return loaded;
    }

    /**
     * Does something at its end.
     *
     * @param before runs right before it commits, when all is written; what is thrown there rolls it back
     * @param after runs once it is over, however it ended
     */
    public void atEnd(Runnable before, Runnable after) {
        coordinator().getLocalSynchronizations().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                before.run();
            }

            @Override
            public void afterCompletion(int status) {
                after.run();
                if (looking != hibernate && looking.isOpen()) {
                    looking.close();
                }
            }
        });
    }

    /**
     * Does something right before the server's transaction in which this thread works is committed, too. That is another than
     * the session's where the session is used from within another's work: what it sends to the database over a connection
     * that it takes there is committed there, and the session's own end is too late to stop it.
     *
     * @param known the transactions of the server for which this was done already
     */
    public void beforeEndAround(Set<Object> known, Runnable before) {
        JtaPlatform platform = hibernate
                .getFactory()
                .getSessionFactoryOptions()
                .getServiceRegistry()
                .requireService(JtaPlatform.class);
        if (platform.canRegisterSynchronization() && known.add(around(platform))) {
            platform.registerSynchronization(new Before(before));
        }
    }

    private static Object around(JtaPlatform platform) {
        try {
            return platform.getTransactionIdentifier(
                    platform.retrieveTransactionManager().getTransaction());
        } catch (SystemException e) {
            throw new IllegalStateException("No answer about the transaction of this thread", e);
        }
    }

    private record Before(Runnable run) implements Synchronization {

        @Override
        public void beforeCompletion() {
            run.run();
        }

        @Override
        public void afterCompletion(int status) {}
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WriteTransaction that && that.coordinator() == coordinator();
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(coordinator());
    }

    /** What all sessions of one transaction share. */
    private TransactionCoordinator coordinator() {
        return hibernate.getTransactionCoordinator();
    }
}
