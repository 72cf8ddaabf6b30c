package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.MailState;
import io.github.keycloakassume.core.model.OutboxMail;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keeps mails until they are sent, and for a while what became of them. */
public final class OutboxStore {

    /** All states but those in which there is nothing to see to. */
    public static final Set<MailState> NOT_SETTLED =
            Set.of(MailState.QUEUED, MailState.SENDING, MailState.FAILED, MailState.UNCERTAIN);

    private static final List<String> FINAL = Stream.of(MailState.values())
            .filter(MailState::isFinal)
            .map(MailState::name)
            .toList();

    private final EntityManager entities;

    public OutboxStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * Where to find a mail.
     *
     * @param realmId the realm of its recipient
     */
    public record Place(String id, String realmId) {}

    public void insert(OutboxMail mail) {
        entities.persist(OutboxEntity.from(mail));
    }

    public Optional<OutboxMail> find(String id) {
        return Optional.ofNullable(entities.find(OutboxEntity.class, id)).map(OutboxEntity::toDomain);
    }

    /** Mails in that state whose next time has come, the longest waiting first. */
    public List<Place> due(MailState state, Instant now, int most) {
        return entities.createNamedQuery(OutboxEntity.DUE, Object[].class)
                .setParameter("state", state.name())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(most)
                .getResultStream()
                .map(row -> new Place((String) row[0], (String) row[1]))
                .toList();
    }

    /** The same of one realm. */
    public List<Place> due(MailState state, String realmId, Instant now, int most) {
        return entities.createNamedQuery(OutboxEntity.DUE_OF_REALM, String.class)
                .setParameter("state", state.name())
                .setParameter("realmId", realmId)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(most)
                .getResultStream()
                .map(id -> new Place(id, realmId))
                .toList();
    }

    /** The realms of such mails. */
    public List<String> realmsWithDue(MailState state, Instant now) {
        return entities.createNamedQuery(OutboxEntity.REALMS_WITH_DUE, String.class)
                .setParameter("state", state.name())
                .setParameter("now", now.toEpochMilli())
                .getResultList();
    }

    /**
     * How many mails are in one state.
     *
     * @param oldest when the first of them was queued
     */
    public record Standing(long count, Instant oldest) {}

    /** Mails of all realms that wait, are being sent, or did not arrive for certain; states without mails are absent. */
    public Map<MailState, Standing> notSettled() {
        Map<MailState, Standing> standing = new EnumMap<>(MailState.class);
        entities.createNamedQuery(OutboxEntity.COUNT, Object[].class)
                .setParameter(
                        "states", NOT_SETTLED.stream().map(MailState::name).toList())
                .getResultList()
                .forEach(row -> standing.put(
                        MailState.valueOf((String) row[0]),
                        new Standing((Long) row[1], Instant.ofEpochMilli((Long) row[2]))));
        return standing;
    }

    /**
     * Writes a new state, if the mail is still where it was: of all who want to move it on, on whatever node, one does.
     *
     * @return whether it was this one
     */
    public boolean move(OutboxMail mail, MailDelivery to) {
        return entities.createNamedQuery(to.state().isFinal() ? OutboxEntity.CLOSE : OutboxEntity.MOVE)
                        .setParameter("id", mail.id())
                        .setParameter("from", mail.delivery().state().name())
                        .setParameter("before", mail.delivery().attempts())
                        .setParameter("to", to.state().name())
                        .setParameter("attempts", to.attempts())
                        .setParameter("nextAt", to.nextAt().toEpochMilli())
                        .setParameter("outcome", OutboxEntity.nameOf(to.outcome()))
                        .executeUpdate()
                == 1;
    }

    /** Forgets what has been over for long enough. */
    public void forgetOld(Instant now) {
        entities.createNamedQuery(OutboxEntity.FORGET)
                .setParameter("states", FINAL)
                .setParameter("now", now.toEpochMilli())
                .executeUpdate();
    }

    public void deleteByRecipient(String realmId, String userId) {
        entities.createNamedQuery(OutboxEntity.DELETE_BY_RECIPIENT)
                .setParameter("realmId", realmId)
                .setParameter("recipientId", userId)
                .executeUpdate();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(OutboxEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}
