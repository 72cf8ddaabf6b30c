package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.AttemptFacts;
import io.github.keycloakassume.assumption.model.Choice;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantChoice;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** The grants that an impersonation rests on, held until its start is committed. */
final class HeldGrants {

    private final GrantStore grants;
    private final Room room;

    HeldGrants(KeycloakSession session) {
        this.grants = new GrantStore(session);
        this.room = new Room(session);
    }

    /**
     * The same choice with its grants held, if they still suffice: a revocation at this very moment comes before, and they are
     * found revoked here, or after, and finds what has started. Several are locked in one order, so that two starts do not
     * wait for each other for ever.
     */
    Optional<Choice> hold(Choice chosen, AttemptFacts facts) {
        List<Grant> held = chosen.all()
                .sorted(Comparator.comparing(Grant::id))
                .flatMap(grant -> hold(grant).stream())
                .filter(now -> GrantChoice.suffices(now, facts))
                .toList();
        boolean complete = held.size() == chosen.all().count()
                && held.stream().allMatch(grant -> room.isUnder(grant, Stage.STARTING));
        return complete ? Optional.of(chosen.as(held)) : Optional.empty();
    }

    /**
     * Starts under one grant hold it together. Only where it limits how many run at once does each hold it alone, so that two do
     * not both take the last place; one that has got its limit this very moment was not held like that, and does not suffice.
     */
    private Optional<Grant> hold(Grant grant) {
        return grant.terms().maxConcurrent() == null
                ? grants.findHeld(grant.realmId(), grant.id())
                        .filter(now -> now.terms().maxConcurrent() == null)
                : grants.findLocked(grant.realmId(), grant.id());
    }
}
