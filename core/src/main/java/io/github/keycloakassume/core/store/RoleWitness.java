package io.github.keycloakassume.core.store;

/** Is told of what may change who has a role, in the transaction that does it, whoever does it. */
public interface RoleWitness {

    /**
     * An entity of Keycloak is about to be created or removed; it may not have to do with roles. The database can be asked.
     *
     * @param removed whether it goes
     */
    void aboutToWrite(WriteTransaction transaction, Object entity, boolean removed);

    /**
     * Rows by which roles are held are about to be changed by one statement, and Hibernate does not say which. The database
     * can be asked.
     *
     * @param ofUsers whether they are rows of Keycloak's own users
     */
    void aboutToWriteMany(WriteTransaction transaction, boolean ofUsers);

    /** A value is being changed. The database cannot be asked now. */
    void changing(WriteTransaction transaction, OldValue old);
}
