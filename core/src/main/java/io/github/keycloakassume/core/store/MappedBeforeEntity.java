package io.github.keycloakassume.core.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** A row of {@code ASSUME_MAPPED_BEFORE}: what the trail says that a mapper gave before mapped roles were remembered. */
@Entity
@Table(name = "ASSUME_MAPPED_BEFORE")
@NamedQuery(
        name = MappedBeforeEntity.AFTER,
        query = "select m from MappedBeforeEntity m where m.id > :after order by m.id")
@NamedQuery(name = MappedBeforeEntity.DELETE, query = "delete from MappedBeforeEntity m where m.id = :id")
@NamedQuery(
        name = MappedBeforeEntity.DELETE_BY_REALM,
        query = "delete from MappedBeforeEntity m where m.realmId = :realmId")
public class MappedBeforeEntity {

    static final String AFTER = "assume.mappedBefore";
    static final String DELETE = "assume.deleteMappedBefore";
    static final String DELETE_BY_REALM = "assume.deleteMappedBeforeByRealm";

    /** That of the trail's entry. */
    @Id
    @Column(name = "ID", length = 36)
    private String id = "";

    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Column(name = "USER_ID")
    private String userId = "";

    /** The words of the trail. */
    @Column(name = "DETAIL", length = 2000)
    private String detail = "";

    /** For JPA. */
    protected MappedBeforeEntity() {}

    MappedBefore toDomain() {
        return new MappedBefore(id, realmId, userId, detail);
    }
}
