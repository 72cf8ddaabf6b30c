package io.github.keycloakassume.testsuite;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
 * Has the commit of chosen transactions of this node fail, or stand still before or after it. Chosen by what they write for
 * one realm: an entry of the trail with that action, or an entity with that name.
 */
final class ChosenCommits implements PostInsertEventListener, PostUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private static final String TRAIL = "TrailEntity";

    private static final ChosenCommits INSTANCE = new ChosenCommits();
    private static final AtomicBoolean LISTENS = new AtomicBoolean();
    private static final StandingThreads STANDING = new StandingThreads();

    private record Choice(String realmId, String what) {}

    private record Meeting(CommitPoint point, CountDownLatch over) {}

    private final transient Map<Choice, Meeting> chosen = new ConcurrentHashMap<>();

    private ChosenCommits() {}

    /** From now on the commits of those transactions are met there. */
    static void begin(EntityManager entityManager, String realmId, String what, CommitPoint point) {
        if (LISTENS.compareAndSet(false, true)) {
            EventListenerRegistry registry = entityManager
                    .getEntityManagerFactory()
                    .unwrap(SessionFactoryImplementor.class)
                    .getEventEngine()
                    .getListenerRegistry();
            registry.appendListeners(EventType.POST_INSERT, INSTANCE);
            registry.appendListeners(EventType.POST_UPDATE, INSTANCE);
        }
        INSTANCE.chosen.put(new Choice(realmId, what), new Meeting(point, new CountDownLatch(1)));
    }

    /** They are committed as ever again, and what stands still goes on. */
    static void end(String realmId, String what) {
        Meeting meeting = INSTANCE.chosen.remove(new Choice(realmId, what));
        if (meeting != null) {
            meeting.over.countDown();
        }
    }

    /** The same for all that are chosen. */
    static void endAll() {
        INSTANCE.chosen.keySet().forEach(choice -> end(choice.realmId, choice.what));
    }

    /** How many threads of this node stand still. */
    static int standing() {
        return STANDING.count();
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
        Meeting meeting = realm < 0 ? null : chosen.get(new Choice(String.valueOf(state[realm]), what));
        if (meeting != null) {
            session.getTransactionCoordinator().getLocalSynchronizations().registerSynchronization(new Met(meeting));
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private record Met(Meeting meeting) implements Synchronization {

        @Override
        public void beforeCompletion() {
            if (meeting.point == CommitPoint.REFUSED) {
                throw new IllegalStateException("the commit fails, as the test wants");
            }
            if (meeting.point == CommitPoint.BEFORE) {
                STANDING.stand(meeting.over);
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (meeting.point == CommitPoint.AFTER && status == Status.STATUS_COMMITTED) {
                STANDING.stand(meeting.over);
            }
        }
    }
}
