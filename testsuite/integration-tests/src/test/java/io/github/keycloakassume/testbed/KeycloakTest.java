package io.github.keycloakassume.testbed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class against a real Keycloak. Constructors and methods may have as parameters: {@link RunningKeycloak},
 * {@link RealmFixture}, {@link TokenEndpoint}, {@link org.keycloak.admin.client.Keycloak} (administrator of master),
 * {@link Browser}, {@link Mailbox}, {@link TimeMachine}, {@link Rows}, {@link Statements}, {@link StockTwin}, {@link Uninstall}, {@link Database}, {@link PostgreSql},
 * {@link MariaDb}, {@link Cluster}.
 *
 * <p>Classes with equal options share a server, unless it is dedicated, has a database of its own or more nodes than one.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(KeycloakExtension.class)
public @interface KeycloakTest {

    /** A server that no other class uses, for tests that kill it or change what all realms share. */
    boolean dedicated() default false;

    /** What stores its data. */
    DatabaseKind database() default DatabaseKind.H2;

    /** How many nodes share that database. */
    int nodes() default 1;

    /** How Keycloak is run; by default as {@code -Dkeycloak.deployment} says, which is ordinary by default. */
    Deployment deployment() default Deployment.ORDINARY;

    /** More options of {@code kc.sh build}. */
    String[] buildOptions() default {};

    /** More options of {@code kc.sh start}; {@code --import-realm} imports what the test resources have in folder {@code import}. */
    String[] options() default {};
}
