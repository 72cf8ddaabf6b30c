package io.github.keycloakassume.assumption.store;

import jakarta.persistence.FlushModeType;
import org.keycloak.models.KeycloakSession;

/** How a transaction that changes very many rows writes them. */
public final class AtCommit {

    private AtCommit() {}

    /**
     * What changes is written when the transaction ends, or when a store says so. Otherwise Hibernate would look for
     * changes in all that was read so far before each query, that for the organizations of a user too ({@link
     * FlushModeType#AUTO}). Only for work that never asks for what it has just changed.
     */
    public static void write(KeycloakSession session) {
        Rows.of(session).setFlushMode(FlushModeType.COMMIT);
    }
}
