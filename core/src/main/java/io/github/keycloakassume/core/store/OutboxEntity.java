package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.MailMessage;
import io.github.keycloakassume.core.model.MailOutcome;
import io.github.keycloakassume.core.model.MailState;
import io.github.keycloakassume.core.model.OutboxMail;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_OUTBOX}. Times are epoch milliseconds. What a mail says is gone as soon as it is over. */
@Entity
@Table(name = "ASSUME_OUTBOX")
@NamedQuery(
        name = OutboxEntity.DUE,
        query = "select m.id, m.realmId from OutboxEntity m where m.state = :state and m.nextAt <= :now"
                + " order by m.nextAt")
@NamedQuery(
        name = OutboxEntity.DUE_OF_REALM,
        query = "select m.id from OutboxEntity m where m.state = :state and m.realmId = :realmId and m.nextAt <= :now"
                + " order by m.nextAt")
@NamedQuery(
        name = OutboxEntity.REALMS_WITH_DUE,
        query = "select distinct m.realmId from OutboxEntity m where m.state = :state and m.nextAt <= :now")
@NamedQuery(
        name = OutboxEntity.COUNT,
        query = "select m.state, count(m), min(m.queuedAt) from OutboxEntity m where m.state in :states"
                + " group by m.state")
@NamedQuery(
        name = OutboxEntity.MOVE,
        query = "update OutboxEntity m set m.state = :to, m.attempts = :attempts, m.nextAt = :nextAt,"
                + " m.outcome = :outcome where m.id = :id and m.state = :from and m.attempts = :before")
@NamedQuery(
        name = OutboxEntity.CLOSE,
        query = "update OutboxEntity m set m.state = :to, m.attempts = :attempts, m.nextAt = :nextAt,"
                + " m.outcome = :outcome, m.parameters = null"
                + " where m.id = :id and m.state = :from and m.attempts = :before")
@NamedQuery(
        name = OutboxEntity.FORGET,
        query = "delete from OutboxEntity m where m.state in :states and m.nextAt <= :now")
@NamedQuery(
        name = OutboxEntity.DELETE_BY_RECIPIENT,
        query = "delete from OutboxEntity m where m.realmId = :realmId and m.recipientId = :recipientId")
@NamedQuery(name = OutboxEntity.DELETE_BY_REALM, query = "delete from OutboxEntity m where m.realmId = :realmId")
public class OutboxEntity {

    static final String DUE = "assume.dueMails";
    static final String DUE_OF_REALM = "assume.dueMailsOfRealm";
    static final String REALMS_WITH_DUE = "assume.realmsWithDueMails";
    static final String COUNT = "assume.countMails";
    static final String MOVE = "assume.moveMail";
    static final String CLOSE = "assume.closeMail";
    static final String FORGET = "assume.forgetMails";
    static final String DELETE_BY_RECIPIENT = "assume.deleteMailsByRecipient";
    static final String DELETE_BY_REALM = "assume.deleteMailsByRealm";

    @Id
    @Column(name = "ID", length = 36)
    private String id = "";

    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Column(name = "RECIPIENT_ID")
    private String recipientId = "";

    @Column(name = "TEMPLATE", length = MailMessage.LONGEST_TEMPLATE)
    private String template = "";

    @Column(name = "PARAMETERS")
    private @Nullable String parameters;

    @Column(name = "SERVER_URL", length = 2000)
    private @Nullable String serverUrl;

    @Column(name = "STATE", length = 16)
    private String state = "";

    @Column(name = "ATTEMPTS")
    private int attempts;

    @Column(name = "QUEUED_AT")
    private long queuedAt;

    @Column(name = "NEXT_AT")
    private long nextAt;

    @Column(name = "OUTCOME", length = 32)
    private @Nullable String outcome;

    /** For JPA. */
    protected OutboxEntity() {}

    static OutboxEntity from(OutboxMail mail) {
        OutboxEntity entity = new OutboxEntity();
        entity.id = mail.id();
        entity.realmId = mail.message().realmId();
        entity.recipientId = mail.message().recipientId();
        entity.template = mail.message().template();
        entity.parameters = MailParameters.of(mail.message()).write();
        entity.serverUrl = mail.serverUrl();
        entity.state = mail.delivery().state().name();
        entity.attempts = mail.delivery().attempts();
        entity.queuedAt = mail.delivery().queuedAt().toEpochMilli();
        entity.nextAt = mail.delivery().nextAt().toEpochMilli();
        entity.outcome = nameOf(mail.delivery().outcome());
        return entity;
    }

    OutboxMail toDomain() {
        MailParameters said = MailParameters.read(parameters);
        return new OutboxMail(
                id,
                new MailMessage(realmId, recipientId, template, said.texts(), said.instants()),
                serverUrl,
                new MailDelivery(
                        MailState.valueOf(state),
                        attempts,
                        Instant.ofEpochMilli(queuedAt),
                        Instant.ofEpochMilli(nextAt),
                        outcome == null ? null : MailOutcome.valueOf(outcome)));
    }

    static @Nullable String nameOf(@Nullable MailOutcome outcome) {
        return outcome == null ? null : outcome.name();
    }
}
