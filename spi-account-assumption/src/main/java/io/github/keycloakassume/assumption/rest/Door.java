package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Instant;
import java.util.Map;
import org.keycloak.models.RealmModel;

/** The way somebody has come in by: it says who he is to us, and what he gets to see. */
interface Door {

    RealmModel realm();

    /**
     * Who decides.
     *
     * @throws RefusedException when he may not
     */
    Decider decider();

    /**
     * Who takes away: ends a grant, denies. Some may do that and no more.
     *
     * @throws RefusedException when they may not
     */
    default Decider takingAway() {
        return decider();
    }

    /**
     * What of these grants he gets to see.
     *
     * @throws RefusedException when nothing
     */
    GrantFilter seen(GrantFilter filter);

    /**
     * What of these requests he gets to see.
     *
     * @throws RefusedException when nothing
     */
    RequestFilter seen(RequestFilter filter);

    /** What they get to see of the answer to a request; all of it, but for organizations. */
    default ShownAnswer answer(AccessRequest request, Instant now) {
        return ShownAnswer.all(request, now);
    }

    /** Whether that grant is there for them. */
    boolean reaches(Grant grant);

    /** A wish with what goes without saying here: the scope that is decided on. */
    GrantWish complete(GrantWish wish);

    /** Leaves an admin event, where there are such. */
    void note(AdminCaller.Write write, String resourceType, Map<String, Object> representation, String... path);
}
