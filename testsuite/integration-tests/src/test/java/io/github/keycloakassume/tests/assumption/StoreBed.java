package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.assumption.store.AssumptionEntityProviderFactory;
import io.github.keycloakassume.testbed.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.support.EntityManagerProxy;
import org.keycloak.models.KeycloakSession;

/**
 * Our tables in a database, and sessions upon them without a Keycloak around: tests that hold two transactions against each
 * other need to say what happens when.
 */
final class StoreBed implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "ASSUME_GRANT",
            "ASSUME_REQUEST",
            "ASSUME_REQUEST_ANSWER",
            "ASSUME_TENANT",
            "ASSUME_GRANT_SETTINGS",
            "ASSUME_VENDOR");

    private final EntityManagerFactory factory;

    private StoreBed(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Makes the tables, which are not there yet. */
    static StoreBed in(Database database) {
        JpaEntityProvider ours = new AssumptionEntityProviderFactory().create(session(null));
        makeTables(database, ours.getChangelogLocation());
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("stores")
                .jdbcUrl(database.jdbcUrl())
                .jdbcCredentials(database.username(), database.password());
        ours.getEntities().forEach(configuration::managedClass);
        return new StoreBed(configuration.createEntityManagerFactory());
    }

    /** A transaction that the test ends. */
    Open begin() {
        EntityManager entities = factory.createEntityManager();
        entities.getTransaction().begin();
        return new Open(entities);
    }

    /** Does something in a transaction of its own. */
    <T> T read(Function<KeycloakSession, T> work) {
        try (Open transaction = begin()) {
            T result = work.apply(transaction.session());
            transaction.commit();
            return result;
        }
    }

    /** Does something in a transaction of its own. */
    void write(Consumer<KeycloakSession> work) {
        try (Open transaction = begin()) {
            work.accept(transaction.session());
            transaction.commit();
        }
    }

    /** Leaves the tables empty. */
    void clear() {
        try (Open transaction = begin()) {
            TABLES.forEach(table -> transaction
                    .entities()
                    .createNativeQuery("delete from " + table)
                    .executeUpdate());
            transaction.commit();
        }
    }

    @Override
    public void close() {
        factory.close();
    }

    /** A transaction, rolled back unless it was committed. */
    record Open(EntityManager entities) implements AutoCloseable {

        KeycloakSession session() {
            return StoreBed.session(entities);
        }

        void commit() {
            entities.getTransaction().commit();
        }

        @Override
        public void close() {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        }
    }

    private static void makeTables(Database database, String changeLog) {
        try (Connection connection = database.connect()) {
            new Liquibase(
                            changeLog,
                            new ClassLoaderResourceAccessor(),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
                    .update();
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException("Cannot make the tables of " + changeLog, e);
        }
    }

    /** A session of which nothing works but what stores ask of it; exceptions are converted as Keycloak does. */
    private static KeycloakSession session(@Nullable EntityManager entities) {
        Map<Object, Object> attributes = new HashMap<>();
        return proxy(KeycloakSession.class, (method, arguments) -> switch (method) {
            case "getProvider" -> jpa(entities);
            case "getAttribute" -> attributes.get(arguments[0]);
            case "getAttributeOrDefault" -> attributes.getOrDefault(arguments[0], arguments[1]);
            case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
            case "removeAttribute" -> attributes.remove(arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static JpaConnectionProvider jpa(@Nullable EntityManager entities) {
        if (entities == null) {
            throw new IllegalStateException("no transaction");
        }
        return proxy(
                JpaConnectionProvider.class,
                (method, arguments) -> EntityManagerProxy.create(session(null), entities, false));
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments);
    }
}
