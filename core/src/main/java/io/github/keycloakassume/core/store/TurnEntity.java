package io.github.keycloakassume.core.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A row of {@code ASSUME_TURN}. */
@Entity
@Table(name = "ASSUME_TURN")
@NamedQuery(
        name = TurnEntity.CLAIM,
        query = "select t from TurnEntity t where t.work = :work",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(name = TurnEntity.KNOWN, query = "select t.work from TurnEntity t where t.work = :work")
public class TurnEntity {

    static final String CLAIM = "assume.claimTurn";
    static final String KNOWN = "assume.knownTurn";

    @Id
    @Column(name = "WORK", length = 64)
    private String work = "";

    @Column(name = "TAKEN_UNTIL")
    private long takenUntil;

    /** For JPA. */
    protected TurnEntity() {}

    static TurnEntity first(String work, Instant now, Duration length) {
        TurnEntity entity = new TurnEntity();
        entity.work = work;
        entity.take(now, length);
        return entity;
    }

    /** Whether it is free, or taken for so long that the clock of its node must be wrong; then it is taken. */
    boolean take(Instant now, Duration length) {
        boolean taken = now.toEpochMilli() < takenUntil
                && takenUntil <= now.plus(length.multipliedBy(2)).toEpochMilli();
        if (!taken) {
            takenUntil = now.plus(length).toEpochMilli();
        }
        return !taken;
    }
}
