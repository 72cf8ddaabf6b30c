package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.TrailEntry;
import org.keycloak.provider.Provider;

/**
 * The trail, for whatever module has something to remember: who did what to whom, and what was refused. There is one, and
 * nothing is ever changed in it, but names of removed users.
 */
public interface TrailProvider extends Provider {

    /** Writes what is done, in the transaction that does it: neither is there without the other. */
    void done(TrailEntry entry);

    /**
     * Writes what was refused, in a transaction of its own that stays when the request is rolled back. Of an actor who is
     * refused very often not everything is written; that it is not, is.
     */
    void refused(TrailEntry entry);

    @Override
    default void close() {}
}
