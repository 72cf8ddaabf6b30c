package io.github.keycloakassume.testbed;

import java.net.URI;
import java.nio.file.Path;

/** One process or container of a running Keycloak. */
public interface KeycloakNode extends AutoCloseable {

    /** Where this node answers, without a trailing slash. */
    URI baseUrl();

    /** Where health and metrics are, without a trailing slash. */
    URI managementUrl();

    /** Writes what this node has logged so far to a file. */
    void copyLog(Path target);

    /** Whether it runs. */
    boolean isAlive();

    /** Ends it as {@code kill -9} does. */
    void kill();

    /** Starts one that was killed, where it was and on the same data; its log begins anew. */
    void startAgain();

    /** Lets it stand still, with its connections open, as a frozen virtual machine does. */
    void pause();

    /** Lets it go on where it stood. */
    void resume();

    /** Does that work while the node stands still. */
    default void whilePaused(Runnable work) {
        pause();
        try {
            work.run();
        } finally {
            resume();
        }
    }

    @Override
    void close();
}
