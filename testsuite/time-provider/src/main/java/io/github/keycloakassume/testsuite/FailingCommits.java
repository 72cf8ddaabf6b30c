package io.github.keycloakassume.testsuite;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Synchronization;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Has the database refuse the commit of chosen transactions, as a deferred constraint would, on every database: all is
 * written, all statements have succeeded, and then the commit fails. Chosen by what they write for one realm: an entry of
 * the trail with that action, or a change of an entity with that name.
 */
final class FailingCommits implements PostInsertEventListener, PostUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private static final String TRAIL = "TrailEntity";

    private static final FailingCommits INSTANCE = new FailingCommits();
    private static final AtomicBoolean LISTENS = new AtomicBoolean();

    private record Chosen(String realmId, String what) {}

    private final transient Set<Chosen> chosen = ConcurrentHashMap.newKeySet();

    private FailingCommits() {}

    /** From now on the commits of those transactions fail. */
    static void begin(EntityManager entityManager, String realmId, String what) {
        if (LISTENS.compareAndSet(false, true)) {
            EventListenerRegistry registry = entityManager
                    .getEntityManagerFactory()
                    .unwrap(SessionFactoryImplementor.class)
                    .getEventEngine()
                    .getListenerRegistry();
            registry.appendListeners(EventType.POST_INSERT, INSTANCE);
            registry.appendListeners(EventType.POST_UPDATE, INSTANCE);
        }
        INSTANCE.chosen.add(new Chosen(realmId, what));
    }

    /** They succeed again. */
    static void end(String realmId, String what) {
        INSTANCE.chosen.remove(new Chosen(realmId, what));
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        if (!chosen.isEmpty()) {
            written(event.getEntity(), event.getPersister(), event.getState(), event.getSession());
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        if (!chosen.isEmpty()) {
            written(event.getEntity(), event.getPersister(), event.getState(), event.getSession());
        }
    }

    private void written(
            Object entity, EntityPersister persister, Object[] state, SharedSessionContractImplementor session) {
        List<String> names = Arrays.asList(persister.getPropertyNames());
        String kind = entity.getClass().getSimpleName();
        int realm = names.indexOf("realmId");
        int action = names.indexOf("action");
        String what = kind.equals(TRAIL) && action >= 0 ? String.valueOf(state[action]) : kind;
        if (realm >= 0 && chosen.contains(new Chosen(String.valueOf(state[realm]), what))) {
            session.getTransactionCoordinator().getLocalSynchronizations().registerSynchronization(new Failing());
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private static final class Failing implements Synchronization {

        @Override
        public void beforeCompletion() {
            throw new IllegalStateException("the commit fails, as the test wants");
        }

        @Override
        public void afterCompletion(int status) {
            // It has been rolled back.
        }
    }
}
