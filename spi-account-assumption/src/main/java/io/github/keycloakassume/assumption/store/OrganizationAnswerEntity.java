package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AccessRequest.Outcome;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.core.model.Reason;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_REQUEST_ANSWER}. */
@Entity
@Table(name = "ASSUME_REQUEST_ANSWER")
@IdClass(OrganizationAnswerEntity.Key.class)
@NamedQuery(
        name = OrganizationAnswerEntity.OF_REQUESTS,
        query = "select a from OrganizationAnswerEntity a where a.requestId in :requestIds",
        lockMode = LockModeType.PESSIMISTIC_READ)
@NamedQuery(
        name = OrganizationAnswerEntity.DELETE_BY_REQUEST,
        query = "delete from OrganizationAnswerEntity a where a.requestId = :requestId")
@NamedQuery(
        name = OrganizationAnswerEntity.DELETE_BY_REALM,
        query = "delete from OrganizationAnswerEntity a where a.realmId = :realmId")
@NamedQuery(
        name = OrganizationAnswerEntity.DELETE_ORPHANS,
        query = "delete from OrganizationAnswerEntity a where a.realmId = :realmId and not exists"
                + " (select 1 from RequestEntity r where r.id = a.requestId)")
public class OrganizationAnswerEntity {

    static final String OF_REQUESTS = "assume.answersOfRequests";
    static final String DELETE_BY_REQUEST = "assume.deleteAnswersByRequest";
    static final String DELETE_BY_REALM = "assume.deleteAnswersByRealm";
    static final String DELETE_ORPHANS = "assume.deleteAnswersOfForgotten";

    @Id
    @Column(name = "REQUEST_ID", length = 36)
    private String requestId = "";

    @Id
    @Column(name = "ORGANIZATION_ID", length = 36)
    private String organizationId = "";

    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Column(name = "OUTCOME", length = 16)
    private String outcome = "";

    /** Epoch milliseconds. */
    @Column(name = "ANSWERED_AT")
    private long answeredAt;

    @Column(name = "ANSWER", length = Reason.LONGEST)
    private @Nullable String word;

    @Column(name = "GRANT_ID", length = 36)
    private @Nullable String grantId;

    /** For JPA. */
    protected OrganizationAnswerEntity() {}

    /** Which row it is. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String requestId = "";
        private String organizationId = "";

        /** For JPA. */
        public Key() {}

        Key(String requestId, String organizationId) {
            this.requestId = requestId;
            this.organizationId = organizationId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && requestId.equals(key.requestId)
                    && organizationId.equals(key.organizationId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(requestId, organizationId);
        }
    }

    static OrganizationAnswerEntity from(OrganizationAnswer answer) {
        OrganizationAnswerEntity entity = new OrganizationAnswerEntity();
        entity.requestId = answer.requestId();
        entity.organizationId = answer.organizationId();
        entity.realmId = answer.realmId();
        entity.outcome = answer.outcome().name();
        entity.answeredAt = answer.at().toEpochMilli();
        entity.word = answer.word();
        entity.grantId = answer.grantId();
        return entity;
    }

    OrganizationAnswer toDomain() {
        return new OrganizationAnswer(
                realmId,
                requestId,
                organizationId,
                Outcome.valueOf(outcome),
                Instant.ofEpochMilli(answeredAt),
                word,
                grantId);
    }
}
