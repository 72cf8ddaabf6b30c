package io.github.keycloakassume.impersonation.store;

/** Is told of what may change who has a role, in the transaction that does it, whoever does it. */
public interface RoleWitness {

    /**
     * An entity of Keycloak is about to be created or removed; it may not have to do with roles. The database can be asked.
     *
     * @param removed whether it goes
     */
    void aboutToWrite(WriteTransaction transaction, Object entity, boolean removed);

    /** Rows that pass roles on are about to be changed by one statement, and nobody says which. The database can be asked. */
    void aboutToWriteMany(WriteTransaction transaction);

    /** A value is being changed. The database cannot be asked now. */
    void changing(WriteTransaction transaction, OldValue old);
}
