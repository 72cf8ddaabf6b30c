package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a grant or a denial ends, and what follows from it: the only table of that. */
public enum GrantEnding {
    /** Those who may have switched it off, or its tenant has become a trial. */
    REVOKED(EndCause.REVOKED, Follows.ROW_SAYS_WHO, Follows.WHAT_RUNS_ENDS, Follows.CONCERNED_ARE_TOLD),
    /**
     * The request that it is one of several answers to was not approved by all: what one organization has approved lets no one in
     * without the others. Who denied or withdrew is not the organization's to know, so the row does not say it.
     */
    REQUEST_NOT_APPROVED(EndCause.REVOKED, Follows.WHAT_RUNS_ENDS, Follows.CONCERNED_ARE_TOLD),
    /** Its time is up. What runs under it lasts no longer by its own end: {@link Grant#latestEnd}. */
    EXPIRED(EndCause.EXPIRED, Follows.CONCERNED_ARE_TOLD),
    /** What it was for is gone, or those whom it named. */
    TARGET_REMOVED(EndCause.TARGET_REMOVED, Follows.WHAT_RUNS_ENDS, Follows.CONCERNED_ARE_TOLD),
    /** The user that it was for is gone: there is no one to tell, and the trail has the pseudonym alone. */
    USER_REMOVED(EndCause.TARGET_REMOVED, Follows.WHAT_RUNS_ENDS),
    /** Its subject has left the organization that decided on it. */
    MEMBER_LEFT(EndCause.MEMBER_LEFT, Follows.WHAT_RUNS_ENDS, Follows.CONCERNED_ARE_TOLD);

    /** What follows from some and not from others. The row and the trail have every end. */
    private enum Follows {
        ROW_SAYS_WHO,
        WHAT_RUNS_ENDS,
        CONCERNED_ARE_TOLD
    }

    private final EndCause cause;
    private final boolean rowSaysWho;
    private final boolean endsWhatRuns;
    private final boolean isTold;

    GrantEnding(EndCause cause, Follows... follows) {
        this.cause = cause;
        List<Follows> all = List.of(follows);
        this.rowSaysWho = all.contains(Follows.ROW_SAYS_WHO);
        this.endsWhatRuns = all.contains(Follows.WHAT_RUNS_ENDS);
        this.isTold = all.contains(Follows.CONCERNED_ARE_TOLD);
    }

    /** Whether what runs under it ends at the same moment. */
    public boolean endsWhatRuns() {
        return endsWhatRuns;
    }

    /** Whether those concerned get a mail, and the trail has the subject's name. */
    public boolean isTold() {
        return isTold;
    }

    /**
     * The grant with its end.
     *
     * @param by who ended it, null when no one did
     * @throws io.github.keycloakassume.core.model.RefusedException {@code grant-ended}
     */
    public Grant end(Grant grant, @Nullable Person by, Instant now) {
        return cause == EndCause.EXPIRED ? grant.expired(now) : grant.ended(cause, rowSaysWho ? by : null, now);
    }
}
