package io.github.keycloakassume.core.store;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;
import org.hibernate.event.spi.PersistContext;
import org.hibernate.event.spi.PersistEvent;
import org.hibernate.event.spi.PersistEventListener;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.internal.SessionImpl;
import org.hibernate.query.sqm.internal.ConcreteSqmSelectQueryPlan;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Hears from Hibernate of every write to what passes roles on, before it is done: the one place that all of Keycloak and
 * all extensions go through. Registered like Keycloak's own {@code AsyncCommitIntegrator}. It compares what is in memory
 * and sends nothing.
 */
public final class RoleWrites
        implements PersistEventListener,
                MergeEventListener,
                DeleteEventListener,
                AutoFlushEventListener,
                PreUpdateEventListener,
                PreCollectionUpdateEventListener,
                PreCollectionRemoveEventListener,
                PreCollectionRecreateEventListener {

    private static final long serialVersionUID = 1L;

    /** Tables of what passes roles on. */
    static final Set<String> TABLES = Set.of(
            "COMPOSITE_ROLE",
            "GROUP_ROLE_MAPPING",
            "KEYCLOAK_GROUP",
            "REALM_DEFAULT_GROUPS",
            "FED_USER_ROLE_MAPPING",
            "FED_USER_GROUP_MEMBERSHIP");

    /** Tables of what Keycloak's own users hold: looked at where one statement changes many rows, which tells of no user. */
    static final Set<String> USER_TABLES = Set.of("USER_ROLE_MAPPING", "USER_GROUP_MEMBERSHIP");

    private static final StackWalker CALLS = StackWalker.getInstance();

    private static final Map<String, Set<OldValue.Field>> FIELDS = Stream.of(OldValue.Field.values())
            .filter(field -> field != OldValue.Field.DEFAULT_GROUPS)
            .collect(Collectors.groupingBy(OldValue.Field::entity, Collectors.toUnmodifiableSet()));

    private static final String REALM = OldValue.Field.DEFAULT_GROUPS.entity();

    private static final String DEFAULT_GROUPS =
            OldValue.Field.DEFAULT_GROUPS.entity() + "." + OldValue.Field.DEFAULT_GROUPS.property();

    private final transient RoleWitness witness;

    private RoleWrites(RoleWitness witness) {
        this.witness = witness;
    }

    /** From now on that witness is told of all transactions of this server. */
    public static void tell(KeycloakSessionFactory factory, RoleWitness witness) {
        try (KeycloakSession session = factory.create()) {
            EventListenerRegistry registry = session.getProvider(JpaConnectionProvider.class)
                    .getEntityManager()
                    .getEntityManagerFactory()
                    .unwrap(SessionFactoryImplementor.class)
                    .getEventEngine()
                    .getListenerRegistry();
            RoleWrites writes = new RoleWrites(witness);
            registry.prependListeners(EventType.PERSIST, writes);
            registry.prependListeners(EventType.MERGE, writes);
            registry.prependListeners(EventType.DELETE, writes);
            registry.prependListeners(EventType.AUTO_FLUSH, writes);
            registry.appendListeners(EventType.PRE_UPDATE, writes);
            registry.appendListeners(EventType.PRE_COLLECTION_UPDATE, writes);
            registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, writes);
            registry.appendListeners(EventType.PRE_COLLECTION_RECREATE, writes);
        }
    }

    @Override
    public void onPersist(PersistEvent event) {
        witness.aboutToWrite(new WriteTransaction(event.getSession()), event.getObject(), false);
    }

    @Override
    public void onPersist(PersistEvent event, PersistContext createdAlready) {
        onPersist(event);
    }

    /** An entity that is new is created by this without a {@link PersistEvent}. */
    @Override
    public void onMerge(MergeEvent event) {
        witness.aboutToWrite(new WriteTransaction(event.getSession()), event.getOriginal(), false);
    }

    @Override
    public void onMerge(MergeEvent event, MergeContext copiedAlready) {
        onMerge(event);
    }

    @Override
    public void onDelete(DeleteEvent event) {
        witness.aboutToWrite(new WriteTransaction(event.getSession()), event.getObject(), true);
    }

    @Override
    public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
        onDelete(event);
    }

    /**
     * Before each query Hibernate asks whether to flush. A statement that changes many rows has left something to do after
     * the transaction by then ({@code BulkOperationCleanupAction.schedule}), which a reading request has not.
     */
    @Override
    public void onAutoFlush(AutoFlushEvent event) {
        // Native SQL may name none.
        if (event.getQuerySpaces() != null
                && event.getSession().getActionQueue().hasAfterTransactionActions()) {
            Set<String> tables =
                    event.getQuerySpaces().stream().map(RoleWrites::table).collect(Collectors.toSet());
            boolean ofUsers = tables.stream().anyMatch(USER_TABLES::contains);
            if ((ofUsers || tables.stream().anyMatch(TABLES::contains)) && !isRead()) {
                witness.aboutToWriteMany(new WriteTransaction(event.getSession()), ofUsers);
            }
        }
    }

    /** Hibernate asks alike for queries that read and those that write; only its own call says which it is. */
    private static boolean isRead() {
        return CALLS.walk(calls -> calls.map(StackWalker.StackFrame::getClassName)
                .dropWhile(caller -> !caller.equals(SessionImpl.class.getName()))
                .dropWhile(caller -> caller.equals(SessionImpl.class.getName()))
                .findFirst()
                .filter(caller -> caller.equals(ConcreteSqmSelectQueryPlan.class.getName()))
                .isPresent());
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        Set<OldValue.Field> fields = FIELDS.get(event.getPersister().getEntityName());
        if (fields != null && event.getOldState() != null && event.getSession() instanceof SessionImplementor session) {
            fields.forEach(field -> update(session, event, field));
        }
        return false;
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        collection(event);
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        collection(event);
    }

    @Override
    public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
        collection(event);
    }

    private void update(SessionImplementor session, PreUpdateEvent event, OldValue.Field field) {
        Object old = value(event, event.getOldState(), field.property());
        if (!Objects.equals(old, value(event, event.getState(), field.property()))) {
            String id = String.valueOf(event.getId());
            witness.changing(
                    new WriteTransaction(session),
                    new OldValue(field, realm(event, field, id), id, old == null ? Set.of() : Set.of(old.toString())));
        }
    }

    private static String realm(PreUpdateEvent event, OldValue.Field field, String id) {
        return switch (field) {
            case DEFAULT_ROLE, DEFAULT_GROUPS -> id;
            case GROUP_PARENT -> String.valueOf(value(event, event.getState(), "realm"));
            case ROLE_NAME -> String.valueOf(value(event, event.getState(), "realmId"));
            case CLIENT_ID, CLIENT_IS_PUBLIC, CLIENT_IS_BEARER_ONLY -> "";
        };
    }

    private static @Nullable Object value(PreUpdateEvent event, Object[] state, String property) {
        String[] names = event.getPersister().getPropertyNames();
        return IntStream.range(0, names.length)
                .filter(index -> names[index].equals(property))
                .mapToObj(index -> state[index])
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void collection(AbstractCollectionEvent event) {
        PersistentCollection<?> collection = event.getCollection();
        if (collection == null
                ? REALM.equals(event.getAffectedOwnerEntityName())
                : DEFAULT_GROUPS.equals(collection.getRole())) {
            String realm = String.valueOf(event.getAffectedOwnerIdOrNull());
            // Of a collection that was never loaded nothing is known: as if there had been none, all that is there is
            // new.
            witness.changing(
                    new WriteTransaction(event.getSession()),
                    new OldValue(
                            OldValue.Field.DEFAULT_GROUPS,
                            realm,
                            realm,
                            collection == null ? Set.of() : elements(collection.getStoredSnapshot())));
        }
    }

    /** Hibernate keeps a set as a map from each element to itself, another collection as what it is. */
    private static Set<String> elements(@Nullable Object snapshot) {
        Collection<?> elements = snapshot instanceof Map<?, ?> map
                ? map.keySet()
                : snapshot instanceof Collection<?> all ? all : Set.of();
        return elements.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** The name may come with a schema and in quotation marks. */
    private static String table(String name) {
        return name.substring(name.lastIndexOf('.') + 1)
                .replaceAll("[\"`\\[\\]]", "")
                .toUpperCase(Locale.ROOT);
    }
}
